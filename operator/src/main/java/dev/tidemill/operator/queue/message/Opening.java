package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.BodyEncoding;
import dev.tidemill.api.v1alpha1.Envelope;
import dev.tidemill.api.v1alpha1.QueueTriggerSpec;
import dev.tidemill.operator.plan.JsonText;
import java.nio.charset.CharacterCodingException;
import java.util.function.Function;

/** Opens the envelope of a message, then decodes its body, as the trigger's spec says. */
public final class Opening {
  private Opening() {}

  /**
   * Refuses what only a newer version can open: Jobs would get a body that they do not expect.
   *
   * @throws IllegalArgumentException if the spec has such a value
   */
  public static void check(QueueTriggerSpec spec) {
    if (spec.envelope() == Envelope.UNRECOGNIZED) {
      throw new IllegalArgumentException("envelope is none that this version knows");
    }
    if (spec.bodyEncoding() == BodyEncoding.UNRECOGNIZED) {
      throw new IllegalArgumentException("bodyEncoding is none that this version knows");
    }
  }

  /**
   * Opens a message; nothing is thrown, whatever is in it.
   *
   * @param json reads a body as JSON
   */
  public static Opened open(
      QueueTriggerSpec spec, Message message, Function<String, JsonText> json) {
    if (spec.envelope() != Envelope.SNS) {
      return decoded(spec, message, Payload.Kind.AS_RECEIVED, Payload.Kind.BASE64);
    }
    return switch (SnsEnvelope.open(json.apply(message.body()))) {
      case SnsEnvelope.Broken broken -> new Opened.Refused("EnvelopeInvalid", broken.why());
      case SnsEnvelope.Letter letter -> {
        Message taken = message.with(letter.body(), letter.attributes());
        yield decoded(spec, taken, Payload.Kind.SNS, Payload.Kind.SNS_BASE64);
      }
    };
  }

  private static Opened decoded(
      QueueTriggerSpec spec, Message message, Payload.Kind plain, Payload.Kind decoded) {
    return spec.bodyEncoding() == BodyEncoding.BASE64
        ? decoded(message, decoded)
        : new Opened.Content(message, null, plain);
  }

  /** Line breaks and blanks, which many programs put in, are ignored as RFC 2045 does. */
  private static Opened decoded(Message message, Payload.Kind kind) {
    String encoded = message.body().replaceAll("[ \\t\\r\\n]", "");
    byte[] bytes = StrictBase64.decode(encoded);
    if (bytes == null) {
      return new Opened.Refused(
          "BodyEncodingInvalid",
          "its body is no Base64 (RFC 4648, standard alphabet with padding)");
    }
    try {
      Message text = message.with(Utf8.text(bytes), message.attributes());
      return new Opened.Content(text, null, kind);
    } catch (CharacterCodingException e) {
      return new Opened.Content(message.with("", message.attributes()), encoded, kind);
    }
  }
}
