package dev.tidemill.operator.queue.message;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a message, as it was received, back from the Job or JobChain that was made for it. */
public final class StoredMessage {
  private StoredMessage() {}

  /** Whether body and attributes lie in ConfigMaps beside it. */
  public static boolean inMaps(Attempt job) {
    return "ConfigMap".equals(job.metadata().getAnnotations().get(JobAnnotations.PAYLOAD));
  }

  /**
   * Reads the message.
   *
   * @param job as the API server has it, nothing stripped
   * @param maps the ConfigMaps of {@link Payload#receivedMapNames}, where there are any
   * @param attributes reads attributes.json
   * @return empty if the copy is not complete any more
   */
  public static Optional<Message> read(
      Attempt job, List<ConfigMap> maps, Function<String, Map<String, Attribute>> attributes) {
    Map<String, String> copy = inMaps(job) ? data(maps, ConfigMap::getData) : annotations(job);
    String body = copy.get(Payload.BODY);
    String json = copy.get(Payload.ATTRIBUTES);
    Map<String, String> facts = job.metadata().getAnnotations();
    if (body == null || json == null || facts.get(JobAnnotations.MESSAGE_ID) == null) {
      return Optional.empty();
    }
    Optional<Map<String, Attribute>> whole =
        whole(attributes.apply(json), copy, data(maps, ConfigMap::getBinaryData));
    return whole.map(all ->
        new Message(
            facts.get(JobAnnotations.MESSAGE_ID),
            facts.getOrDefault(JobAnnotations.RECEIPT_HANDLE, ""),
            body,
            all,
            time(facts, JobAnnotations.SENT_MILLIS),
            time(facts, JobAnnotations.RECEIVED_MILLIS),
            count(facts),
            Place.of(facts)));
  }

  private static Map<String, String> data(
      List<ConfigMap> maps, Function<ConfigMap, @Nullable Map<String, String>> of) {
    Map<String, String> all = new HashMap<>();
    maps.forEach(map -> {
      Map<String, String> data = of.apply(map);
      all.putAll(data == null ? Map.of() : data);
    });
    return all;
  }

  /** The attributes with the values that lie in files of their own; empty if one is missing. */
  private static Optional<Map<String, Attribute>> whole(
      Map<String, Attribute> attributes, Map<String, String> text, Map<String, String> binary) {
    Map<String, Attribute> all = new HashMap<>(attributes);
    all.replaceAll((_, attribute) -> {
      String file = attribute.file();
      return file == null
          ? attribute
          : new Attribute(attribute.dataType(), text.get(file), binary.get(file));
    });
    boolean complete =
        all.values().stream().allMatch(a -> a.string() != null || a.base64() != null);
    return complete ? Optional.of(all) : Optional.empty();
  }

  private static Map<String, String> annotations(Attempt job) {
    Map<String, String> own = job.metadata().getAnnotations();
    return own.containsKey(JobAnnotations.RECEIVED_BODY)
        ? copy(own, JobAnnotations.RECEIVED_BODY, JobAnnotations.RECEIVED_ATTRIBUTES)
        : copy(job.podAnnotations(), JobAnnotations.BODY, JobAnnotations.ATTRIBUTES);
  }

  private static Map<String, String> copy(Map<String, String> from, String body, String json) {
    Map<String, String> all = new HashMap<>();
    if (from.containsKey(body) && from.containsKey(json)) {
      all.put(Payload.BODY, from.get(body));
      all.put(Payload.ATTRIBUTES, from.get(json));
    }
    return all;
  }

  private static Instant time(Map<String, String> facts, String name) {
    return Instant.ofEpochMilli(number(facts, name, 0));
  }

  private static int count(Map<String, String> facts) {
    return (int) Math.min(number(facts, JobAnnotations.RECEIVE_COUNT, 1), Integer.MAX_VALUE);
  }

  /** A number that somebody damaged is no reason to keep a message from its end. */
  private static long number(Map<String, String> facts, String name, long otherwise) {
    String written = facts.getOrDefault(name, "");
    return written.matches("\\d{1,15}") ? Long.parseLong(written) : otherwise;
  }
}
