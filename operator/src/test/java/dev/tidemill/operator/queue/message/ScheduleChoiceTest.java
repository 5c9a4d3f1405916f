package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.AllowedSchedules;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleFrom;
import dev.tidemill.api.v1alpha1.ExitCodeRule;
import dev.tidemill.api.v1alpha1.MessageOutcome;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message names a BatchSchedule, and is told why it cannot run it. */
class ScheduleChoiceTest {
  private static final int RUNS = 200_000;
  private static final BatchScheduleFrom FROM =
      new BatchScheduleFrom(true, new AllowedSchedules(Map.of("runnable", "by-queue")));
  private static final String TEMPLATE =
      "jobTemplate: {spec: {template: {spec: {containers: [{name: main}]}}}}";

  @ParameterizedTest
  @ValueSource(strings = {"job1", "a", "1", "load.db-2", "a.b.c"})
  void aNameIsTakenByteForByte(String body) {
    assertThat(name(body)).hasValue(body);
    assertThat(name("x".repeat(52))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "job1\n",
        "job1\r\n",
        " job1",
        "\"job1\"",
        "Job1",
        "job_1",
        "-job1",
        "job1-",
        "job1.",
        ".",
        "..",
        "a..b",
        "../secrets/x",
        "a/b",
        "a%2Fb",
        "a?watch=true",
        "a#b",
        "jöb",
        "job\u00001",
        "ｊob1"
      })
  void anythingElseIsNoName(String body) {
    assertThat(name(body)).isEmpty();
  }

  @Test
  void aNameIsNeverTooLongNorSomethingElseInAUrl() {
    assertThat(name("x".repeat(53))).isEmpty();
    assertThat(name("a.".repeat(500_000))).isEmpty();
    Random random = new Random(11);
    String parts = "ab1-./%?#\n \\\u0000é";
    for (int i = 0; i < RUNS; i++) {
      StringBuilder body = new StringBuilder();
      for (int j = random.nextInt(60); j >= 0; j--) {
        body.append(parts.charAt(random.nextInt(random.nextInt(8) == 0 ? parts.length() : 4)));
      }
      name(body.toString())
          .ifPresent(n -> assertThat(n).hasSizeLessThanOrEqualTo(52).matches("[a-z0-9.-]+"));
    }
  }

  @Test
  void whatOnlyANewerVersionReadsNamesNothing() {
    assertThat(
            ScheduleChoice.name(new BatchScheduleFrom(false, FROM.allow()), Messages.message("a")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | ScheduleNotAllowed",
        "{runnable: by-hand} | ScheduleNotAllowed",
        "{Runnable: by-queue} | ScheduleNotAllowed",
      })
  void onlyTheLabelsThatAreAllowed(String labels, String reason) {
    assertThat(refusal(schedule(labels, TEMPLATE))).startsWith(reason + ": BatchSchedule load has");
  }

  @Test
  void allLabelsMustMatch() {
    var two = new AllowedSchedules(Map.of("runnable", "by-queue", "team", "data"));
    var from = new BatchScheduleFrom(true, two);
    var one = Optional.of(schedule("{runnable: by-queue}", TEMPLATE));
    var both = Optional.of(schedule("{runnable: by-queue, team: data, more: x}", TEMPLATE));
    assertThat(ScheduleChoice.choose(from, one, Messages.SENT, List.of()))
        .isInstanceOf(ScheduleChoice.Refused.class);
    assertThat(ScheduleChoice.choose(from, both, Messages.SENT, List.of()))
        .isInstanceOf(ScheduleChoice.Chosen.class);
  }

  @Test
  void oneThatIsNotThereIsNotRepeated() {
    assertThat(refusal(null))
        .isEqualTo(
            "ScheduleNotFound: no BatchSchedule of the namespace has the name that its body gives");
    BatchSchedule going = schedule("{runnable: by-queue}", TEMPLATE);
    going.getMetadata().setDeletionTimestamp("2026-11-23T06:00:00Z");
    assertThat(refusal(going)).startsWith("ScheduleNotFound: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "suspend: true | ScheduleSuspended: BatchSchedule load is suspended",
        "timeZone: Mars/Base | ScheduleUnusable: BatchSchedule load cannot run: its timeZone is",
        "`parameters: [{name: D, from: {scheduledTime: 'bbb'}}]` | ScheduleUnusable: BatchSchedule",
      })
  void oneThatCannotRunSaysWhy(String line, String words) {
    assertThat(refusal(schedule("{runnable: by-queue}", line + "\n  " + TEMPLATE)))
        .startsWith(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "template: {spec: {restartPolicy: OnFailure}}",
        "podReplacementPolicy: TerminatingOrFailed, template: {spec: {restartPolicy: Never}}"
      })
  void oneThatHasNoRoomForExitCodesCannotRun(String job) {
    var codes = List.of(new ExitCodeRule(List.of(3), MessageOutcome.DELETE));
    var schedule = schedule("{runnable: by-queue}", "jobTemplate: {spec: {" + job + "}}");
    assertThat(refusal(schedule, codes)).contains("cannot run: exitCodes of the trigger need");
    assertThat(ExitCodes.misfit(new JobSpec(), List.of())).isEmpty();
  }

  @Test
  void oneThatCannotBeReadCannotRun() {
    BatchSchedule unreadable = schedule("{runnable: by-queue}", TEMPLATE);
    unreadable.setSpec(null);
    assertThat(refusal(unreadable)).startsWith("ScheduleUnusable: ");
  }

  @Test
  void itsScheduledTimeIsWhenTheMessageWasSent() {
    var schedule =
        schedule(
            "{runnable: by-queue}",
            "timeZone: Europe/Berlin\n  parameters: [{name: DAY, from: {scheduledTime:"
                + " yyyy-MM-dd}}, {name: MODE, value: full}]\n  "
                + TEMPLATE);
    assertThat(ScheduleChoice.choose(FROM, Optional.of(schedule), Messages.SENT, List.of()))
        .isInstanceOfSatisfying(
            ScheduleChoice.Chosen.class,
            chosen ->
                assertThat(chosen.recipe().schedule())
                    .isEqualTo(
                        new Recipe.Schedule(
                            "load",
                            "2026-11-23T06:59:59+01:00",
                            Map.of("DAY", "2026-11-23", "MODE", "full"))));
  }

  private static Optional<String> name(String body) {
    return ScheduleChoice.name(FROM, Messages.message(body));
  }

  private static String refusal(@Nullable BatchSchedule schedule) {
    return refusal(schedule, List.of());
  }

  private static String refusal(@Nullable BatchSchedule schedule, List<ExitCodeRule> exitCodes) {
    ScheduleChoice choice =
        ScheduleChoice.choose(FROM, Optional.ofNullable(schedule), Messages.SENT, exitCodes);
    assertThat(choice).isInstanceOf(ScheduleChoice.Refused.class);
    ScheduleChoice.Refused refused = (ScheduleChoice.Refused) choice;
    return refused.reason() + ": " + refused.message();
  }

  private static BatchSchedule schedule(String labels, String spec) {
    return Serialization.unmarshal(
        "metadata: {name: load, namespace: shop, labels: " + labels + "}\nspec:\n  " + spec,
        BatchSchedule.class);
  }
}
