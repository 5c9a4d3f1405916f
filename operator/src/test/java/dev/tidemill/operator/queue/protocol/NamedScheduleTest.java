package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A message names the BatchSchedule whose template it runs. */
class NamedScheduleTest {
  private static final String DEAD = "deadLetter: {sqs: {queueName: dead}}";
  private static final String ROUTES =
      "routes: [{name: named, batchScheduleFrom: {body: true, allow: {matchLabels: {by: q}}}}]";

  private final Outside world =
      new Outside(
          trigger()
              .with("parameters: [{name: MODE, value: message}, {name: ONLY, value: message}]"));

  @Test
  void itsTemplateRunsAsTheMessagesJob() {
    world.schedules.put("nightly", schedule("busybox:1"));
    world.receive("first", "nightly");
    Job job = world.job("first", 1);
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isNull();
    assertThat(job.getMetadata().getLabels()).containsEntry("of", "schedule");
    assertThat(job.getMetadata().getAnnotations())
        .containsEntry("tidemill.dev/from-batch-schedule", "nightly")
        .containsEntry(
            "batch.kubernetes.io/cronjob-scheduled-timestamp", "2026-11-23T07:00:00+01:00")
        .containsEntry("tidemill.dev/message-id", "first");
    assertThat(env(job))
        .containsEntry("MODE", "message")
        .containsEntry("ONLY", "message")
        .containsEntry("DAY", "20261123")
        .containsEntry("OWN", "template")
        .containsEntry("TIDEMILL_SCHEDULED_TIME", "2026-11-23T07:00:00+01:00")
        .containsEntry("TIDEMILL_ROUTE", "named");
  }

  @Test
  void aRetryRunsTheTemplateAsItIsThen() {
    world.schedules.put("nightly", schedule("busybox:1"));
    world.receive("first", "nightly");
    world.schedules.put("nightly", schedule("busybox:2"));
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    assertThat(image(world.job("first", 2))).isEqualTo("busybox:2");
    assertThat(env(world.job("first", 2)))
        .containsEntry("TIDEMILL_SCHEDULED_TIME", "2026-11-23T07:00:00+01:00");
  }

  @Test
  void oneThatIsGoneBetweenAttemptsIsUnmatched() {
    world.schedules.put("nightly", schedule("busybox:1"));
    world.receive("first", "nightly");
    world.schedules.clear();
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    assertThat(world.queue.letters).isOne();
    assertThat(world.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.FAILED_DEAD_LETTERED));
  }

  @Test
  void whatCannotBeRunIsUnmatchedWithoutReadingAHostileName() {
    world.schedules.fail = true;
    world.receive("first", "../../secrets/aws");
    assertThat(world.queue.letters).isOne();
    world.schedules.fail = false;
    world.receive("second", "unknown");
    assertThat(world.queue.letters).isEqualTo(2);
    assertThat(world.jobs).isEmpty();
  }

  @Test
  void anApiServerThatDoesNotTellHoldsTheMessage() {
    world.schedules.put("nightly", schedule("busybox:1"));
    world.schedules.fail = true;
    world.receive("first", "nightly");
    world.pass(Duration.ofSeconds(1));
    assertThat(world.phase("first")).isEqualTo(Phase.STARTING);
    assertThat(world.flow.gate().obstacle())
        .hasValueSatisfying(o -> assertThat(o.reason()).isEqualTo("ApiServerUnavailable"));
    world.schedules.fail = false;
    world.pass(Duration.ofSeconds(3));
    assertThat(world.jobs).hasSize(1);
    assertThat(world.flow.gate().obstacle()).isEmpty();
  }

  @Test
  void aJobWhoseCreateWasNotAnsweredGoesOnThoughTheScheduleIsGone() {
    world.schedules.put("nightly", schedule("busybox:1"));
    world.answersLost = true;
    world.receive("first", "nightly");
    world.schedules.clear();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.queue.letters).isZero();
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.ends("first", 1, "Complete");
    assertThat(world.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void aCreateThatMayStillArriveIsWaitedFor() {
    world.schedules.put("nightly", schedule("busybox:1"));
    world.hiccups = 1;
    world.receive("first", "nightly");
    world.schedules.clear();
    world.pass(Duration.ofSeconds(30));
    assertThat(world.queue.letters).isZero();
    world.pass(Duration.ofSeconds(31));
    assertThat(world.queue.letters).isOne();
    assertThat(world.jobs).isEmpty();
  }

  /** Whether a schedule is there is no fact that stays, unlike what a message says. */
  @Test
  void aMessageThatIsPutBackAfterItsLetterMayHaveAnother() {
    world.queue.deletesFail = true;
    assertThatThrownBy(() -> world.receive("first", "nightly")).hasMessage("no delete");
    world.schedules.put("nightly", schedule("busybox:1"));
    world.refuses =
        _ -> Optional.of(new JobStore.Answer.Refused("NameTaken", "", JobStore.Blame.MESSAGE));
    world.pass(Duration.ofSeconds(1));
    assertThat(world.queue.hidden).hasSize(1);
    world.schedules.clear();
    world.queue.deletesFail = false;
    world.pass(Duration.ofHours(1));
    world.receive("first", "nightly");
    assertThat(world.queue.sources).containsExactly("first", "first");
    assertThat(world.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.DEAD_LETTERED));
  }

  private static Triggers trigger() {
    return Triggers.trigger().with(ROUTES).with(DEAD).with("retry: {limit: 1, delay: 5s}");
  }

  private static BatchSchedule schedule(String image) {
    return Serialization.unmarshal(
        """
        metadata: {name: nightly, namespace: shop, labels: {by: q}}
        spec:
          timeZone: Europe/Berlin
          parameters:
          - {name: MODE, value: schedule}
          - {name: DAY, from: {scheduledTime: yyyyMMdd}}
          jobTemplate:
            metadata: {labels: {of: schedule}}
            spec:
              ttlSecondsAfterFinished: 5
              template:
                spec:
                  containers:
                  - name: main
                    image: %s
                    env: [{name: MODE, value: template}, {name: OWN, value: template}]
        """
            .formatted(image),
        BatchSchedule.class);
  }

  private static String image(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  private static Map<String, String> env(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
        .filter(e -> e.getValue() != null)
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }
}
