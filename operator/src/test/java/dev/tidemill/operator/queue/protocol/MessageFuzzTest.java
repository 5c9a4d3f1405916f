package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.AcknowledgeMode;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.message.DeadLetter;
import dev.tidemill.operator.queue.message.JobRenderer;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Run;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes a message has, it becomes a Job that it cannot change, or is refused with words.
 */
class MessageFuzzTest {
  private static final long SEED = 20261124;
  private static final int MESSAGES = Integer.getInteger("tidemill.fuzz.messages", 2_000);

  /** Only so large a Job is written and read: it takes long. */
  private static final int WRITTEN = 32 * 1024;

  private static final String PARAMETERS =
      """
      [{name: KEY, from: {jsonPointer: /key}},
        {name: SIZE, from: {jsonPointer: /size}, maxLength: 12},
        {name: WHOLE, from: {jsonPointer: ""}},
        {name: TENANT, from: {attribute: tenant}, default: public},
        {name: DECODED, from: {attribute: url}, decode: Url}]
      """;

  private static final String ROUTES =
      """
      [{name: all, jobTemplate: {metadata: {labels: {a: b}, annotations: {c: d}}, spec: {
        backoffLimit: 0, template: {metadata: {labels: {e: f}, annotations: {g: h}}, spec: {
        restartPolicy: Never, volumes: [{name: data, emptyDir: {}}],
        initContainers: [{name: first, image: busybox, env: [{name: FIXED, value: "$(KEY)"}]}],
        containers: [{name: main, image: busybox, command: [sh, -c], args: ["$(KEY)", "$(X)"],
          env: [{name: FIXED, value: "$(KEY)"}], volumeMounts: [{name: data, mountPath: /d}]},
          {name: beside, image: busybox}]}}}}}]
      """;

  private record Kind(TriggerPolicy policy, Confinement confinement, boolean sns, boolean base64) {}

  @Test
  void noMessageGetsOutOfItsPlace() {
    List<Kind> kinds =
        Stream.of("None", "Sns")
            .flatMap(e -> Stream.of("Plain", "Base64").map(b -> kind(e, b)))
            .toList();
    int jobs = 0;
    for (int i = 0; i < MESSAGES; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      Kind kind = kinds.get(random.nextInt(kinds.size()));
      try {
        jobs += check(kind, new HostileMessages(random).next(kind.sns(), kind.base64())) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + (SEED + i) + ": " + e.getMessage(), e);
      }
    }
    System.out.println(MESSAGES + " hostile messages made " + jobs + " Jobs");
    assertThat(jobs).isGreaterThan(MESSAGES / 4);
  }

  private static Kind kind(String envelope, String encoding) {
    TriggerPolicy policy =
        Triggers.trigger()
            .with("envelope: " + envelope)
            .with("bodyEncoding: " + encoding)
            .with("exitCodes: [{codes: [3], action: Release}]")
            .with("parameters: " + PARAMETERS)
            .with("routes: " + ROUTES)
            .policy();
    Triggers plain =
        Triggers.trigger()
            .with("exitCodes: [{codes: [3], action: Release}]")
            .with("routes: " + ROUTES);
    Instant now = Instant.EPOCH;
    Message harmless = new Message("id", "handle", "x", Map.of(), now, now, 1, null);
    MessagePlan.Run run = (MessagePlan.Run) plan(plain.policy(), harmless);
    Confinement confinement =
        new Confinement((Job) request(plain.policy(), harmless, run).job().object());
    return new Kind(policy, confinement, envelope.equals("Sns"), encoding.equals("Base64"));
  }

  private static boolean check(Kind kind, Message message) {
    return switch (plan(kind.policy(), message)) {
      case MessagePlan.NothingToRun _, MessagePlan.Cancel _ -> false;
      case MessagePlan.WithoutJob without -> {
        letter(message, without.words());
        yield false;
      }
      case MessagePlan.Run run -> {
        Request request = request(kind.policy(), message, run);
        kind.confinement().check(request);
        if (message.body().length() < WRITTEN) {
          written((Job) request.job().object());
        }
        yield true;
      }
    };
  }

  private static MessagePlan.Decided plan(TriggerPolicy policy, Message message) {
    return (MessagePlan.Decided)
        MessagePlan.of(policy, message, JsonBody::new, AttributesJson::write);
  }

  private static Request request(TriggerPolicy policy, Message message, MessagePlan.Run plan) {
    return Request.of(
        policy.trigger(),
        new Run(
            message,
            plan.payload(),
            JobRenderer.key(Triggers.UID, message.id()),
            1,
            plan.route(),
            plan.recipe(),
            plan.parameters(),
            AcknowledgeMode.ON_JOB_SUCCEEDED,
            null,
            plan.keyed() == null ? null : plan.keyed().edition(),
            "http://sqs/q"));
  }

  /** What is sent to the API server says the same when it is read. */
  private static void written(Job job) {
    assertThat(Serialization.unmarshal(Serialization.asJson(job), Job.class).equals(job))
        .as("it is read as it was written")
        .isTrue();
  }

  /** SQS takes a dead letter of any message that it took. */
  private static void letter(Message message, String words) {
    DeadLetter letter = DeadLetter.of(message, words, "shop/loads", "");
    assertThat(letter.body().equals(message.body())).as("the body is kept").isTrue();
    assertThat(letter.attributes().entrySet().containsAll(message.attributes().entrySet()))
        .as("so are attributes")
        .isTrue();
    assertThat(letter.attributes().size()).isLessThanOrEqualTo(10);
  }
}
