package dev.tidemill.operator.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.ScheduleParameter;
import dev.tidemill.operator.plan.Labels;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the annotations that start a run by hand; anybody may have written anything into them. */
final class ManualRequestReader {
  /**
   * The largest value of a parameter, in bytes of UTF-8: together with the environment of the image
   * it must stay under the 128 KiB that Linux takes for one string.
   */
  static final int VALUE_MAX = 32 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManualRequestReader() {}

  static Optional<ManualRequest> read(BatchSchedule schedule) {
    var annotations = schedule.getMetadata().getAnnotations();
    var value = annotations == null ? null : annotations.get(Labels.RUN);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    var parameters = annotations.get(Labels.RUN_PARAMETERS);
    if (parameters == null || parameters.isBlank()) {
      return Optional.of(new ManualRequest.Wanted(value, Map.of()));
    }
    try {
      return Optional.of(new ManualRequest.Wanted(value, overrides(schedule, parameters)));
    } catch (MalformedException e) {
      var message = "the annotation " + Labels.RUN_PARAMETERS + " " + e.getMessage();
      return Optional.of(new ManualRequest.Malformed(value, message));
    }
  }

  private static Map<String, String> overrides(BatchSchedule schedule, String text)
      throws MalformedException {
    var object = object(text);
    var declared =
        schedule.getSpec().parameters().stream().map(ScheduleParameter::name).sorted().toList();
    var overrides = new LinkedHashMap<String, String>();
    for (var property : object.properties()) {
      if (!declared.contains(property.getKey())) {
        throw undeclared(property.getKey(), declared);
      }
      overrides.put(property.getKey(), value(property.getKey(), property.getValue()));
    }
    return overrides;
  }

  private static JsonNode object(String text) throws MalformedException {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedException("is not JSON; write an object such as {\"MODE\":\"delta\"}");
    }
    if (!node.isObject()) {
      throw new MalformedException("is no JSON object; write one such as {\"MODE\":\"delta\"}");
    }
    return node;
  }

  /** A JSON string arrives bare, any other JSON value compact. */
  private static String value(String name, JsonNode node) throws MalformedException {
    var text = node.isTextual() ? node.textValue() : node.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > VALUE_MAX) {
      throw new MalformedException(
          "gives " + name + " more than " + VALUE_MAX + " bytes; pass a reference instead");
    }
    if (text.indexOf('\0') >= 0) {
      throw new MalformedException(
          "gives " + name + " a NUL character, which no environment variable can hold");
    }
    return text;
  }

  private static MalformedException undeclared(String name, List<String> declared) {
    var known =
        declared.isEmpty()
            ? "spec.parameters has none"
            : "declared are " + String.join(", ", declared);
    var shown = name.length() <= 64 ? name : name.substring(0, 64) + "…";
    return new MalformedException(
        "names \""
            + shown
            + "\", which is not declared; add it to spec.parameters ("
            + known
            + ")");
  }

  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }
}
