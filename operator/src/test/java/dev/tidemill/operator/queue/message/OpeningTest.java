package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.api.v1alpha1.QueueTriggerSpec;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a message's body, and what is refused as none. */
class OpeningTest {
  private static final int RUNS = 20_000;
  private static final Map<String, Attribute> TENANT = Map.of("tenant", Attribute.text("acme"));
  private static final QueueTriggerSpec PLAIN = spec("bodyEncoding: Plain");
  private static final QueueTriggerSpec BASE64 = spec("bodyEncoding: Base64");

  private static QueueTriggerSpec spec(String... lines) {
    Triggers trigger = Triggers.trigger();
    for (String line : lines) {
      trigger.with(line);
    }
    return trigger.build().getSpec();
  }

  @Test
  void aPlainBodyIsSeenAsItWasReceived() {
    Message message = Messages.message("am9iMQ==", TENANT);
    assertThat(open(PLAIN, message))
        .isEqualTo(new Opened.Content(message, null, Payload.Kind.AS_RECEIVED));
    assertThat(open(Triggers.trigger().build().getSpec(), message)).isEqualTo(open(PLAIN, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"am9iMQ==", "am9i\r\nMQ==\n", " am9iMQ== "})
  void aBodyInBase64IsDecoded(String body) {
    Opened.Content found = found(BASE64, Messages.message(body, TENANT));
    assertThat(found.message().body()).isEqualTo("job1");
    assertThat(found.message().attributes()).isEqualTo(TENANT);
    assertThat(found.binary()).isNull();
  }

  @Test
  void aBinaryBodyHasNoText() {
    byte[] bytes = {0, (byte) 0xff, 0, (byte) 0xc3, 0x28};
    Opened.Content found = found(BASE64, Messages.message(encode(bytes)));
    assertThat(found.message().body()).isEmpty();
    assertThat(found.binary()).isEqualTo(encode(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "job 1!", "am9iMQ", "am9iMQ=", "am9iMR==", "am9iMQ==x", "_-8=", "é"})
  void whatIsNoBase64IsRefused(String body) {
    assertThat(open(BASE64, Messages.message(body)))
        .isInstanceOfSatisfying(
            Opened.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo("BodyEncodingInvalid");
              assertThat(refused.message()).contains("Base64").doesNotContain(body + " ");
            });
  }

  @Test
  void whatOnlyANewerVersionKnowsIsRefused() {
    assertThatThrownBy(() -> Opening.check(spec("bodyEncoding: Base85")))
        .hasMessageContaining("bodyEncoding");
    assertThatThrownBy(() -> Opening.check(spec("envelope: Kafka")))
        .hasMessageContaining("envelope");
    Opening.check(BASE64);
    Opening.check(PLAIN);
  }

  @Test
  void anyBytesAreFoundAgainAndNothingIsThrown() {
    Random random = new Random(4);
    for (int i = 0; i < RUNS; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      Message message = Messages.message(encode(bytes));
      Opened.Content found = found(BASE64, message);
      byte[] seen =
          found.binary() == null
              ? found.message().body().getBytes(StandardCharsets.UTF_8)
              : Base64.getDecoder().decode(found.binary());
      assertThat(seen).as("seed %s", i).isEqualTo(bytes);
      Payload payload = Payload.of(message, found, AttributesJson::write);
      assertThat(payload.inline()).isEqualTo(found.binary() == null);
      String garbage = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(open(BASE64, Messages.message(garbage))).isNotNull();
    }
  }

  private static Opened open(QueueTriggerSpec spec, Message message) {
    return Opening.open(spec, message, JsonBody::new);
  }

  private static Opened.Content found(QueueTriggerSpec spec, Message message) {
    return (Opened.Content) open(spec, message);
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
