package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.CatchUpPolicy;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.api.v1alpha1.MissedRuns;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ticks of the operator's own engine. The hourly schedule was created at 10:00. */
class TickDeciderTest {
  private static final String ELEVEN = "etl-29540820";
  private static final String TWELVE = "etl-29540880";

  @Test
  void nothingIsStartedBeforeTheFirstTick() {
    var deciding = Deciding.at("2026-03-02T10:59:59.999Z", hourly());
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.decision().again()).isEqualTo(Duration.ofMillis(1));
    assertThat(deciding.status().nextScheduleTimes())
        .containsExactly("2026-03-02T11:00:00Z", "2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z");
  }

  @Test
  void aTickIsStartedUnderTheNameThatTheCronJobControllerWouldUse() {
    var deciding = Deciding.at("2026-03-02T11:00:00Z", hourly());
    assertThat(deciding.actions()).containsExactly("CreateRun " + ELEVEN);
  }

  @Test
  void theMarkMovesOnlyOnceTheRunWasObserved() {
    var run = RunBuilder.tick(hourly().build(), "2026-03-02T11:00:00Z").build();
    var before = Deciding.at("2026-03-02T11:00:00Z", hourly());
    var after = Deciding.at("2026-03-02T11:00:01Z", hourly(), run);
    assertThat(before.status().handledThrough()).isEqualTo(ScheduleBuilder.CREATED);
    assertThat(after.actions()).isEmpty();
    assertThat(after.status().handledThrough()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(after.status().lastScheduleTime()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(after.status().missed()).isNull();
    assertThat(after.notices()).containsExactly("RunStarted");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the newest of three is started,            2026-03-02T13:20:00Z, ,     , etl-29540940",
    "a deadline that is not over holds nothing up, 2026-03-02T13:20:00Z, 1201, , etl-29540940",
    "a deadline that is over lets all go,       2026-03-02T13:20:00Z, 1199,     ,",
    "None starts what is late by seconds,       2026-03-02T13:00:30Z, , NONE, etl-29540940",
    "None lets go what is late by more,         2026-03-02T13:00:31Z, , NONE,",
    "Latest is what holds when left out,        2026-03-02T13:20:00Z, , LATEST, etl-29540940",
    "an endless deadline is no overflow,        2026-03-02T13:20:00Z, 9223372036854775807, , etl-29540940",
  })
  void whatWasMissedIsCaughtUpAtMostOnce(
      String name, String now, Long deadline, CatchUpPolicy catchUp, String wantRun) {
    var builder = hourly();
    if (deadline != null) {
      builder.deadline(deadline);
    }
    if (catchUp != null) {
      builder.catchUp(catchUp);
    }
    var deciding = Deciding.at(now, builder);
    assertThat(deciding.actions())
        .isEqualTo(wantRun == null ? List.of() : List.of("CreateRun " + wantRun));
    assertThat(deciding.status().missed())
        .isEqualTo(
            wantRun == null
                ? missed(3, "13", catchUp == null ? "StartingDeadlineExceeded" : "CatchUpNone")
                : null);
  }

  @Test
  void theOlderOnesAreCountedInTheWriteThatMovesTheMark() {
    var run = RunBuilder.tick(hourly().build(), "2026-03-02T13:00:00Z").build();
    var deciding = Deciding.at("2026-03-02T13:20:01Z", hourly(), run);
    assertThat(deciding.status().missed()).isEqualTo(missed(2, "12", "NotStartedInTime"));
    assertThat(deciding.notices()).containsExactly("RunStarted", "RunMissed");
  }

  @Test
  void aTickWhoseRunExistsIsNotMissedThoughNobodyMarkedIt() {
    var first =
        RunBuilder.tick(hourly().build(), "2026-03-02T11:00:00Z")
            .succeeded("2026-03-02T11:01:00Z")
            .build();
    var second = RunBuilder.tick(hourly().build(), "2026-03-02T12:00:00Z").build();
    var deciding = Deciding.at("2026-03-02T12:00:01Z", hourly(), first, second);
    assertThat(deciding.status().missed()).isNull();
    assertThat(deciding.status().handledThrough()).isEqualTo("2026-03-02T12:00:00Z");
  }

  @Test
  void ofTwoTicksInOneMinuteTheSecondIsMissedSinceTheNameIsTaken() {
    var builder = ScheduleBuilder.at("@every 20s");
    var run = RunBuilder.tick(builder.build(), "2026-03-02T10:00:20Z").build();
    builder.status(Deciding.at("2026-03-02T10:00:21Z", builder, run).status());
    var deciding = Deciding.at("2026-03-02T10:00:40Z", builder, run);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.status().missed())
        .isEqualTo(new MissedRuns(1L, "2026-03-02T10:00:40Z", "SameMinute"));
    builder.status(deciding.status());
    assertThat(Deciding.at("2026-03-02T10:01:00Z", builder, run).actions()).hasSize(1);
  }

  @Test
  void moreThanAHundredAtOnceAreSaidToBeTooMany() {
    var builder = hourly().deadline(10);
    var deciding = Deciding.at("2026-03-09T12:30:00Z", builder);
    assertThat(deciding.status().missed())
        .isEqualTo(new MissedRuns(170L, "2026-03-09T12:00:00Z", "StartingDeadlineExceeded"));
    assertThat(deciding.notices()).containsExactly("RunMissed", "TooManyMissedTimes");
  }

  @Test
  void underForbidTheNewestTickWaitsForTheActiveRun() {
    var builder = hourly().policy(ConcurrencyPolicy.FORBID);
    var run = marked(builder);
    var deciding = Deciding.at("2026-03-02T13:00:00Z", builder, run);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.condition("Ready")).isEqualTo("True Waiting");
    assertThat(deciding.status().lastScheduleTime()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(deciding.status().handledThrough()).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(deciding.status().missed()).isEqualTo(missed(1, "12", "ConcurrencyForbidden"));
  }

  @Test
  void underForbidTheWaitingTickStartsWhenTheActiveRunHasEnded() {
    var builder = hourly().policy(ConcurrencyPolicy.FORBID);
    marked(builder);
    var run =
        RunBuilder.tick(builder.build(), "2026-03-02T11:00:00Z")
            .failed("2026-03-02T12:10:00Z")
            .build();
    assertThat(Deciding.at("2026-03-02T12:10:01Z", builder, run).actions())
        .containsExactly("CreateRun " + TWELVE);
  }

  @Test
  void underForbidTheWaitingTickIsLetGoAfterItsDeadline() {
    var builder = hourly().policy(ConcurrencyPolicy.FORBID).deadline(600);
    var run = marked(builder);
    var waiting = Deciding.at("2026-03-02T12:09:00Z", builder, run);
    assertThat(waiting.decision().again()).isEqualTo(Duration.ofSeconds(61));
    var deciding = Deciding.at("2026-03-02T12:10:01Z", builder, run);
    assertThat(deciding.status().missed()).isEqualTo(missed(1, "12", "ConcurrencyForbidden"));
    assertThat(deciding.status().handledThrough()).isEqualTo("2026-03-02T12:00:00Z");
  }

  @Test
  void underReplaceTheActiveRunGoesFirstOnceItIsMarked() {
    var builder = hourly().policy(ConcurrencyPolicy.REPLACE);
    var run = RunBuilder.tick(builder.build(), "2026-03-02T11:00:00Z").build();
    assertThat(Deciding.at("2026-03-02T12:00:00Z", builder, run).actions()).isEmpty();
    marked(builder);
    assertThat(Deciding.at("2026-03-02T12:00:00Z", builder, run).actions())
        .containsExactly("DeleteRun " + ELEVEN, "CreateRun " + TWELVE);
  }

  @Test
  void aRefusedRunHoldsItsTickAndSaysTheWordsOfTheApiServer() {
    var refusal = Refusals.rejected("Job", TWELVE, "spec.template: Invalid value");
    var deciding = Deciding.refused("2026-03-02T12:00:00Z", hourly(), refusal, null);
    assertThat(deciding.condition("Stalled")).isEqualTo("True CreateRefused");
    assertThat(deciding.message("Stalled")).contains("spec.template: Invalid value");
    assertThat(deciding.status().handledThrough()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(deciding.decision().again()).isEqualTo(ScheduleDecider.AFTER_REFUSAL);
  }

  @Test
  void aRefusalStandsUntilARunWasStarted() {
    var refusal = Refusals.rejected("Job", TWELVE, "no");
    var stalled = Deciding.refused("2026-03-02T12:00:00Z", hourly().deadline(60), refusal, null);
    var builder = hourly().deadline(60).status(stalled.status());
    assertThat(Deciding.at("2026-03-02T12:30:00Z", builder).condition("Stalled"))
        .isEqualTo("True CreateRefused");
    var run = RunBuilder.tick(builder.build(), "2026-03-02T13:00:00Z").build();
    assertThat(Deciding.at("2026-03-02T13:00:01Z", builder, run).condition("Ready"))
        .isEqualTo("True Scheduled");
  }

  @Test
  void underForbidARunThatIsBeingDeletedStillHoldsTheTick() {
    var builder = hourly().policy(ConcurrencyPolicy.FORBID);
    marked(builder);
    var run = RunBuilder.tick(builder.build(), "2026-03-02T11:00:00Z").leaving().build();
    var deciding = Deciding.at("2026-03-02T12:00:00Z", builder, run);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.condition("Ready")).isEqualTo("True Waiting");
    assertThat(deciding.status().activeCount()).isEqualTo(1);
    assertThat(deciding.condition("JobFailedInterrupted")).isEqualTo("True JobDeleted");
  }

  /** The run of 11:00, of which the status speaks. */
  private static Run marked(ScheduleBuilder builder) {
    var run = RunBuilder.tick(builder.build(), "2026-03-02T11:00:00Z").build();
    builder.status(Deciding.at("2026-03-02T11:00:01Z", builder, run).status());
    return run;
  }

  private static MissedRuns missed(long count, String hour, String reason) {
    return new MissedRuns(count, "2026-03-02T" + hour + ":00:00Z", reason);
  }

  private static ScheduleBuilder hourly() {
    return ScheduleBuilder.at("0 * * * *");
  }
}
