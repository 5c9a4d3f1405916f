package dev.tidemill.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An object of ours as the API server gave it, read field by field.
 *
 * @param object the whole
 * @param tree the same as JSON
 */
public record Seen(GenericKubernetesResource object, JsonNode tree) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Seen of(GenericKubernetesResource object) {
    return new Seen(object, MAPPER.valueToTree(object));
  }

  /** A condition; one that is not there has only empty words. */
  public record ConditionSeen(String status, String reason, String message, String since) {}

  /** The value at a JSON pointer as text; empty where there is none. */
  public String text(String pointer) {
    return tree.at(pointer).asText("");
  }

  /** The value at a JSON pointer as a number; 0 where there is none. */
  public long number(String pointer) {
    return tree.at(pointer).asLong(0);
  }

  /** The node at a JSON pointer. */
  public JsonNode at(String pointer) {
    return tree.at(pointer);
  }

  /** One of the conditions. */
  public ConditionSeen condition(String type) {
    JsonNode found =
        StreamSupport.stream(tree.at("/status/conditions").spliterator(), false)
            .filter(c -> c.path("type").asText().equals(type))
            .findFirst()
            .orElse(MissingNode.getInstance());
    return new ConditionSeen(
        found.path("status").asText(""),
        found.path("reason").asText(""),
        found.path("message").asText(""),
        found.path("lastTransitionTime").asText(""));
  }

  /** The step of a chain's status. */
  public JsonNode step(String name) {
    return StreamSupport.stream(tree.at("/status/steps").spliterator(), false)
        .filter(s -> s.path("name").asText().equals(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The state of a step; empty where it is not in the status yet. */
  public String stepState(String name) {
    return step(name).path("state").asText("");
  }

  /** The texts of a list. */
  public List<String> texts(String pointer) {
    return StreamSupport.stream(tree.at(pointer).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
