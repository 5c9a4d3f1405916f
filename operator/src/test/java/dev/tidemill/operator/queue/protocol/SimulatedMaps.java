package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.JobAnnotations;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ConfigMaps of messages in the simulated API server. */
final class SimulatedMaps {
  private final Map<String, ConfigMap> byName = new LinkedHashMap<>();

  void add(ConfigMap map) {
    byName.putIfAbsent(map.getMetadata().getName(), map);
  }

  /** Those of a message. */
  List<ConfigMap> of(String key) {
    return byName.values().stream().filter(m -> key(m).equals(key)).toList();
  }

  /** The keys of the messages that have some. */
  List<String> keys() {
    return byName.values().stream().map(SimulatedMaps::key).distinct().toList();
  }

  void remove(String key) {
    byName.values().removeIf(m -> key(m).equals(key));
  }

  private static String key(ConfigMap map) {
    return map.getMetadata().getAnnotations().getOrDefault(JobAnnotations.MESSAGE_KEY, "");
  }
}
