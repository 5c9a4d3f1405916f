package dev.tidemill.bench;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes to the API server of what the operator alone writes while messages become Jobs, by the
 * server's own count: Jobs themselves, but not their status, ConfigMaps, and what is of our kinds;
 * and its Events of one namespace. Its lease is not among them: it costs the same without messages.
 *
 * @param creates of Jobs
 * @param others all else
 */
record ApiWrites(double creates, double others) {
  private static final Pattern COUNTER =
      Pattern.compile(
          "^apiserver_request_total\\{(?<labels>.*)} (?<count>[0-9.e+]+)$", Pattern.MULTILINE);
  private static final Set<String> VERBS = Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE");

  /** Counted up to now. */
  static ApiWrites of(Api api, String namespace) {
    double creates = 0;
    double others =
        api.get("/api/v1/namespaces/" + namespace + "/events?fieldSelector=source%3Dtidemill")
            .path("items")
            .size();
    Matcher counters = COUNTER.matcher(api.text("/metrics"));
    while (counters.find()) {
      String labels = counters.group("labels");
      double count = Double.parseDouble(counters.group("count"));
      if (!VERBS.contains(label(labels, "verb")) || !ours(labels)) {
        continue;
      }
      if (label(labels, "resource").equals("jobs") && label(labels, "verb").equals("POST")) {
        creates += count;
      } else {
        others += count;
      }
    }
    return new ApiWrites(creates, others);
  }

  /** What has come since. */
  ApiWrites since(ApiWrites before) {
    return new ApiWrites(creates - before.creates, others - before.others);
  }

  ApiWrites plus(ApiWrites more) {
    return new ApiWrites(creates + more.creates, others + more.others);
  }

  private static boolean ours(String labels) {
    return switch (label(labels, "resource")) {
      case "jobs", "configmaps" -> label(labels, "subresource").isEmpty();
      default -> label(labels, "group").equals("tidemill.dev");
    };
  }

  private static String label(String labels, String name) {
    Matcher found = Pattern.compile("(?:^|,)" + name + "=\"([^\"]*)\"").matcher(labels);
    return found.find() ? found.group(1) : "";
  }
}
