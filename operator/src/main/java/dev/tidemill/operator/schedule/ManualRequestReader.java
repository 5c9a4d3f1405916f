package dev.tidemill.operator.schedule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.ScheduleParameter;
import dev.tidemill.operator.plan.Excerpt;
import dev.tidemill.operator.plan.Labels;
import java.io.IOException;
import java.io.StringWriter;
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
    checkObject(text);
    var declared =
        schedule.getSpec().parameters().stream().map(ScheduleParameter::name).sorted().toList();
    var overrides = new LinkedHashMap<String, String>();
    try (var parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        if (!declared.contains(name)) {
          throw undeclared(name, declared);
        }
        overrides.put(name, checked(name, value(parser)));
      }
    } catch (IOException e) {
      throw notJson();
    }
    return overrides;
  }

  private static void checkObject(String text) throws MalformedException {
    try {
      if (!JSON.readTree(text).isObject()) {
        throw new MalformedException("is no JSON object; write one such as {\"MODE\":\"delta\"}");
      }
    } catch (JsonProcessingException e) {
      throw notJson();
    }
  }

  private static MalformedException notJson() {
    return new MalformedException("is not JSON; write an object such as {\"MODE\":\"delta\"}");
  }

  /** A JSON string arrives bare, any other JSON value compact, its numbers as they were written. */
  private static String value(JsonParser parser) throws IOException {
    if (parser.nextToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      int depth = 0;
      do {
        var token = parser.currentToken();
        if (token.isNumeric()) {
          out.writeNumber(parser.getText());
        } else {
          out.copyCurrentEvent(parser);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.toString();
  }

  private static String checked(String name, String text) throws MalformedException {
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
    return new MalformedException(
        "names \""
            + Excerpt.of(name, 64)
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
