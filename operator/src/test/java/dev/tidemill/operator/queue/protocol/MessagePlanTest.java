package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.message.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message asks for, opened as the trigger's spec says. */
class MessagePlanTest {
  private static final int MANY = 30_000;
  private static final int RUNS = 20_000;
  private static final String TEST_EVENT =
      """
      {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-23T05:59:59.250Z",
       "Bucket":"incoming","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa"}
      """;

  @Tag("promise-2.1")
  @Test
  void anS3TestEventNeedsNoJob() {
    assertThat(plan(Triggers.trigger(), TEST_EVENT)).isInstanceOf(MessagePlan.NothingToRun.class);
    Triggers base64 = Triggers.trigger().with("bodyEncoding: Base64");
    assertThat(plan(base64, TEST_EVENT)).isInstanceOf(MessagePlan.NothingToRun.class);
    assertThat(plan(base64, encode(TEST_EVENT))).isInstanceOf(MessagePlan.NothingToRun.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:TestEvent",
        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:ObjectCreated:Put\",\"Was\":\"s3:TestEvent\"}",
        "{\"Service\":\"Ours\",\"Event\":\"s3:TestEvent\"}",
        "[{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}]",
        "{\"Records\":[{\"s3\":{}},{\"s3\":{}}]}"
      })
  void whatOnlyLooksLikeOneHasItsJob(String body) {
    assertThat(plan(Triggers.trigger(), body)).isInstanceOf(MessagePlan.Run.class);
  }

  @Test
  void routesAndParametersSeeTheDecodedBody() {
    Triggers trigger =
        Triggers.trigger()
            .with("bodyEncoding: Base64")
            .with("parameters: [{name: FILE, from: {jsonPointer: /file}}]")
            .with(
                "routes: [{name: load, match: {jsonPointer: /do, equals: load}, jobTemplate:"
                    + " {spec: {template: {spec: {containers: [{name: main}]}}}}}]");
    assertThat(plan(trigger, encode("{\"do\":\"load\",\"file\":\"a\"}")))
        .isInstanceOfSatisfying(
            MessagePlan.Run.class, run -> assertThat(run.parameters()).containsEntry("FILE", "a"));
    assertThat(plan(trigger, "{\"do\":\"load\"}"))
        .isInstanceOfSatisfying(
            MessagePlan.WithoutJob.class,
            u -> assertThat(u.words()).startsWith("BodyEncodingInvalid: "));
    assertThat(plan(trigger, "AP8B"))
        .isInstanceOfSatisfying(
            MessagePlan.WithoutJob.class, u -> assertThat(u.reason()).isEqualTo("Unmatched"));
  }

  @Test
  void anEnvelopeIsOpenedBeforeItsContentIsDecoded() {
    Triggers both =
        Triggers.trigger()
            .with("envelope: Sns")
            .with("bodyEncoding: Base64")
            .with("parameters: [{name: TENANT, from: {attribute: tenant}, required: true}]")
            .with(
                "routes: [{name: load, match: {body: job1}, jobTemplate: {spec: {template: {spec:"
                    + " {containers: [{name: main}]}}}}}]");
    String attributes = ",\"MessageAttributes\":{\"tenant\":{\"Type\":\"String\",\"Value\":\"a\"}}";
    assertThat(plan(both, sns(encode("job1"), attributes)))
        .isInstanceOfSatisfying(
            MessagePlan.Run.class,
            run -> assertThat(run.parameters()).containsEntry("TENANT", "a"));
    assertThat(plan(both, encode(sns("job1", attributes))))
        .isInstanceOfSatisfying(
            MessagePlan.WithoutJob.class,
            u -> assertThat(u.words()).startsWith("EnvelopeInvalid: "));
    assertThat(plan(both, sns(encode("job1"), "")))
        .isInstanceOfSatisfying(
            MessagePlan.WithoutJob.class,
            u -> assertThat(u.reason()).isEqualTo("ParameterMissing"));
    assertThat(plan(both, TEST_EVENT)).isInstanceOf(MessagePlan.NothingToRun.class);
    assertThat(plan(both, sns(encode(TEST_EVENT), "")))
        .isInstanceOf(MessagePlan.NothingToRun.class);
  }

  @Test
  void moreAttributesThanThereIsRoomForAreRefused() {
    StringBuilder attributes = new StringBuilder(",\"MessageAttributes\":{");
    for (int i = 0; i < MANY; i++) {
      attributes.append(i == 0 ? "" : ",").append("\"").append(i);
      attributes.append("\":{\"Type\":\"String\",\"Value\":\"\"}");
    }
    assertThat(plan(Triggers.trigger().with("envelope: Sns"), sns("job1", attributes + "}")))
        .isInstanceOfSatisfying(
            MessagePlan.WithoutJob.class, u -> assertThat(u.reason()).isEqualTo("MessageTooLarge"));
  }

  @Test
  void nothingIsThrownWhateverTheBody() {
    Random random = new Random(5);
    String[] parts = {"{", "}", "\"", ":", "s3:TestEvent", "Service", "eA==", "=", "\\u0000", "é"};
    Triggers trigger = Triggers.trigger().with("bodyEncoding: Base64");
    TriggerPolicy base64 = trigger.policy();
    TriggerPolicy plain = Triggers.trigger().policy();
    for (int i = 0; i < RUNS; i++) {
      StringBuilder body = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        body.append(parts[random.nextInt(parts.length)]).append((char) random.nextInt(0x10000));
      }
      assertThat(plan(base64, body.toString())).isNotNull();
      assertThat(plan(base64, encode(body.toString()))).isNotNull();
      assertThat(plan(plain, body.toString())).isNotNull();
    }
  }

  private static String sns(String message, String more) {
    return "{\"Type\":\"Notification\",\"Message\":\"" + message + "\"" + more + "}";
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessagePlan plan(Triggers trigger, String body) {
    return plan(trigger.policy(), body);
  }

  private static MessagePlan plan(TriggerPolicy policy, String body) {
    return MessagePlan.of(policy, Messages.message(body), JsonBody::new, AttributesJson::write);
  }
}
