package dev.tidemill.operator.queue.message;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a message back from the Job that was made for it. */
public final class StoredMessage {
  private StoredMessage() {}

  /** Whether body and attributes lie in ConfigMaps beside the Job. */
  public static boolean inMaps(Job job) {
    return "ConfigMap".equals(job.getMetadata().getAnnotations().get(JobAnnotations.PAYLOAD));
  }

  /**
   * Reads the message.
   *
   * @param job as the API server has it, nothing stripped
   * @param maps the message's ConfigMaps, where it has them
   * @param attributes reads attributes.json
   * @return empty if the copy is not complete any more
   */
  public static Optional<Message> read(
      Job job, List<ConfigMap> maps, Function<String, Map<String, Attribute>> attributes) {
    Map<String, String> copy = inMaps(job) ? data(maps) : annotations(job);
    String body = copy.get(Payload.BODY);
    String json = copy.get(Payload.ATTRIBUTES);
    Map<String, String> facts = job.getMetadata().getAnnotations();
    if (body == null || json == null || facts.get(JobAnnotations.MESSAGE_ID) == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Message(
            facts.get(JobAnnotations.MESSAGE_ID),
            facts.getOrDefault(JobAnnotations.RECEIPT_HANDLE, ""),
            body,
            attributes.apply(json),
            time(facts, JobAnnotations.SENT_MILLIS),
            time(facts, JobAnnotations.RECEIVED_MILLIS),
            Integer.parseInt(facts.getOrDefault(JobAnnotations.RECEIVE_COUNT, "1"))));
  }

  private static Map<String, String> data(List<ConfigMap> maps) {
    Map<String, String> all = new java.util.HashMap<>();
    maps.forEach(map -> all.putAll(map.getData()));
    return all;
  }

  private static Map<String, String> annotations(Job job) {
    Map<String, String> all = new java.util.HashMap<>();
    Map<String, String> pod = job.getSpec().getTemplate().getMetadata().getAnnotations();
    if (pod.containsKey(JobAnnotations.BODY) && pod.containsKey(JobAnnotations.ATTRIBUTES)) {
      all.put(Payload.BODY, pod.get(JobAnnotations.BODY));
      all.put(Payload.ATTRIBUTES, pod.get(JobAnnotations.ATTRIBUTES));
    }
    return all;
  }

  private static Instant time(Map<String, String> facts, String name) {
    return Instant.ofEpochMilli(Long.parseLong(facts.getOrDefault(name, "0")));
  }
}
