package dev.tidemill.bench;

import java.time.Duration;
import java.util.Locale;

/** Makes a namespace for each turn, with what its Jobs need. */
final class Namespaces {
  static final String SECRET = "queue";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Api api;
  private final String run;
  private int count;

  /** Prefixes each name with that of the run. */
  Namespaces(Api api, String run) {
    this.api = api;
    this.run = run;
  }

  /** Returns once pods can be created in it. */
  String create(String what) {
    count++;
    String name = String.format(Locale.ROOT, "%s-%02d-%s", run, count, what);
    var _ = api.create("/api/v1/namespaces", Manifests.namespace(name));
    String core = "/api/v1/namespaces/" + name;
    var _ = api.create(core + "/configmaps", Manifests.configMap("owner"));
    var _ = api.create(core + "/secrets", Manifests.credentials(SECRET));
    Progress.await(
        LIMIT,
        () -> api.get(core + "/serviceaccounts").path("items").size() > 0,
        () -> "no service account in " + name);
    return name;
  }
}
