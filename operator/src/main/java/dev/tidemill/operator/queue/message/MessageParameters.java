package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.Decoding;
import dev.tidemill.api.v1alpha1.MessageParameter;
import dev.tidemill.operator.plan.JsonText;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the parameters of a trigger out of a message. */
public final class MessageParameters {
  /**
   * The longest value in bytes: Linux refuses to start a program with a longer environment string
   * (MAX_ARG_STRLEN, 128 KiB with name, equals sign and final zero).
   */
  public static final int MAX_BYTES = 128 * 1024 - 512;

  private MessageParameters() {}

  /** Resolves all parameters, or says why the first that cannot be resolved is refused. */
  public static ParameterResult resolve(
      List<MessageParameter> parameters, Message message, JsonText json) {
    Map<String, String> values = new LinkedHashMap<>();
    for (MessageParameter parameter : parameters) {
      switch (value(parameter, message, json)) {
        case Found found -> values.put(parameter.name(), found.text());
        case Absent _ -> {}
        case Bad bad -> {
          return new ParameterResult.Refused(
              bad.reason(), "parameter " + parameter.name() + " " + bad.why());
        }
      }
    }
    return new ParameterResult.Values(values);
  }

  private sealed interface Value {}

  private record Found(String text) implements Value {}

  private record Absent() implements Value {}

  private record Bad(String reason, String why) implements Value {}

  private static Value value(MessageParameter parameter, Message message, JsonText json) {
    if (parameter.value() != null) {
      return new Found(parameter.value());
    }
    JsonText.Value found =
        parameter.from() == null ? null : MessageValue.of(parameter.from(), message, json);
    if (found == null) {
      return missing(parameter);
    }
    String raw = found.text();
    if (parameter.decode() == Decoding.URL) {
      try {
        raw = UrlText.decode(raw);
      } catch (CharacterCodingException e) {
        return new Bad("ParameterInvalid", "is not URL-encoded UTF-8");
      }
    }
    return checked(raw, parameter.maxLength());
  }

  private static Value missing(MessageParameter parameter) {
    if (parameter.defaultValue() != null) {
      return new Found(parameter.defaultValue());
    }
    return Boolean.TRUE.equals(parameter.required())
        ? new Bad("ParameterMissing", "is required, and the message has no value for it")
        : new Absent();
  }

  private static Value checked(String text, @Nullable Integer maxLength) {
    int length = text.codePointCount(0, text.length());
    if (maxLength != null && length > maxLength) {
      return new Bad(
          "ParameterTooLong",
          "has " + length + " characters, and at most " + maxLength + " may be");
    }
    Optional<Bad> bad = bad(text);
    return bad.isPresent() ? bad.get() : new Found(text);
  }

  /** Why a program cannot be started with this value, if it cannot. */
  private static Optional<Bad> bad(String text) {
    if (Utf8.length(text) > MAX_BYTES) {
      return Optional.of(
          new Bad("ParameterTooLong", "has more bytes than an environment variable can have"));
    }
    if (text.indexOf('\0') >= 0 || !Utf8.encodable(text)) {
      return Optional.of(
          new Bad("ParameterInvalid", "has a character that no environment variable can have"));
    }
    return Optional.empty();
  }

  /** Why a program cannot be started with this value, in words; empty if it can. */
  public static Optional<String> fault(String text) {
    return bad(text).map(Bad::why);
  }
}
