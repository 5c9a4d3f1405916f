package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An edit, a suspend and a resume never replay old ticks; an edit of the template loses none. */
class EditDeciderTest {

  @Test
  void aNewScheduleCountsFromTheMomentItIsSeen() {
    var builder =
        ScheduleBuilder.at("0 12 * * *").status(idle("0 12 * * *", "2026-03-02T10:30:00Z"));
    var edited = Deciding.at("2026-03-02T11:45:00.7Z", builder.edited("*/30 * * * *"));
    assertThat(edited.actions()).isEmpty();
    assertThat(edited.status().handledThrough()).isEqualTo("2026-03-02T11:45:00Z");
    assertThat(edited.status().missed()).isNull();
    assertThat(edited.status().nextScheduleTime()).isEqualTo("2026-03-02T12:00:00Z");
  }

  @Test
  void aNewTimeZoneCountsFromTheMomentItIsSeen() {
    var builder =
        ScheduleBuilder.at("0 12 * * *").status(idle("0 12 * * *", "2026-03-02T10:30:00Z"));
    var edited = Deciding.at("2026-03-02T11:30:00Z", builder.zone("Europe/Berlin"));
    assertThat(edited.actions()).isEmpty();
    assertThat(edited.status().nextScheduleTime()).isEqualTo("2026-03-03T11:00:00Z");
  }

  @Test
  void aNewImageLosesNoTickThatCameDueMeanwhile() {
    var builder = ScheduleBuilder.at("0 * * * *").status(idle("0 * * * *", "2026-03-02T10:30:00Z"));
    assertThat(Deciding.at("2026-03-02T11:00:00.050Z", builder.image("busybox:2")).actions())
        .containsExactly("CreateRun etl-29540820");
  }

  @Test
  void nothingIsStartedWhileSuspendedAndNothingIsReplayedAfterIt() {
    var builder = ScheduleBuilder.at("0 * * * *").status(idle("0 * * * *", "2026-03-02T10:30:00Z"));
    var suspended = Deciding.at("2026-03-02T10:31:00Z", builder.suspended(true));
    assertThat(suspended.condition("Ready")).isEqualTo("True Suspended");
    assertThat(suspended.status().nextScheduleTimes()).isEmpty();

    builder.status(suspended.status());
    var later = Deciding.at("2026-03-02T13:00:00Z", builder);
    assertThat(later.actions()).isEmpty();
    assertThat(later.status().missed()).isNull();

    builder.status(later.status());
    var resumed = Deciding.at("2026-03-02T13:10:00Z", builder.suspended(false));
    assertThat(resumed.actions()).isEmpty();
    assertThat(resumed.status().missed()).isNull();
    assertThat(resumed.status().nextScheduleTime()).isEqualTo("2026-03-02T14:00:00Z");
  }

  @Test
  void anInvalidScheduleThatIsPutRightReplaysNothing() {
    var wrong = Deciding.at("2026-03-02T10:00:01Z", ScheduleBuilder.at("0 25 * * *"));
    assertThat(wrong.condition("Stalled")).isEqualTo("True InvalidSchedule");
    var right = ScheduleBuilder.at("0 25 * * *").status(wrong.status()).edited("0 * * * *");
    var deciding = Deciding.at("2026-03-02T12:10:00Z", right);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.condition("Ready")).isEqualTo("True Scheduled");
  }

  @Test
  void aFixedDelayCountsFromTheLastTick() {
    var builder =
        ScheduleBuilder.at("@every 90m").status(idle("@every 90m", "2026-03-02T10:30:00Z"));
    var deciding = Deciding.at("2026-03-02T15:10:00Z", builder);
    assertThat(deciding.actions()).containsExactly("CreateRun etl-29541030");
    assertThat(deciding.status().nextScheduleTime()).isEqualTo("2026-03-02T16:00:00Z");
  }

  @Test
  void aForeignCronJobThatIsDeletedReplaysNothing() {
    var builder = ScheduleBuilder.at("0 * * * *").status(idle("0 * * * *", "2026-03-02T10:30:00Z"));
    var foreign = CronJobRenderer.render(builder.build());
    foreign.getMetadata().setOwnerReferences(List.of());
    var stalled = Deciding.at("2026-03-02T10:40:00Z", builder, foreign);
    assertThat(stalled.condition("Stalled")).isEqualTo("True CronJobExists");
    builder.status(stalled.status());
    assertThat(Deciding.at("2026-03-02T12:40:00Z", builder, foreign).status())
        .as("no write while nothing changes")
        .isEqualTo(stalled.status());
    var freed = Deciding.at("2026-03-02T12:50:00Z", builder);
    assertThat(freed.actions()).isEmpty();
    assertThat(freed.status().missed()).isNull();
    assertThat(freed.status().nextScheduleTime()).isEqualTo("2026-03-02T13:00:00Z");
  }

  @Test
  void aPatternThatIsPutRightReplaysNothing() {
    var builder = ScheduleBuilder.at("0 * * * *").pattern("yyyy-bb");
    builder.status(Deciding.at("2026-03-02T10:40:00Z", builder).status()).pattern("yyyy-MM-dd");
    assertThat(Deciding.at("2026-03-02T12:50:00Z", builder).actions()).isEmpty();
  }

  @Test
  void aTickBetweenTheEditAndTheMomentItIsSeenIsNotLost() {
    var builder =
        ScheduleBuilder.at("0 12 * * *")
            .status(idle("0 12 * * *", "2026-03-02T10:30:00Z"))
            .edited("*/30 * * * *")
            .writtenAt("2026-03-02T11:29:59Z");
    assertThat(Deciding.at("2026-03-02T11:30:00.2Z", builder).actions())
        .containsExactly("CreateRun etl-29540850");
    builder.writtenAt("2026-03-02T11:30:00Z");
    assertThat(Deciding.at("2026-03-02T11:30:00.2Z", builder).actions()).isEmpty();
  }

  @Test
  void aSuspendAndAResumeThatNobodySawReplayNothing() {
    var builder =
        ScheduleBuilder.at("0 12 * * *")
            .status(idle("0 12 * * *", "2026-03-02T10:30:00Z"))
            .suspended(true)
            .suspended(false)
            .writtenAt("2026-03-02T12:30:00Z");
    var resumed = Deciding.at("2026-03-02T13:00:00Z", builder);
    assertThat(resumed.actions()).isEmpty();
    assertThat(resumed.status().handledThrough()).isEqualTo("2026-03-02T12:30:00Z");
  }

  @Test
  void aZoneThatIsOnlyRemovedCountsFromTheMomentItIsSeen() {
    var zoned = ScheduleBuilder.at("0 12 * * *").zone("Europe/Berlin");
    var builder =
        ScheduleBuilder.at("0 12 * * *")
            .status(Deciding.at("2026-03-02T11:30:00Z", zoned).status())
            .writtenAt("2026-03-02T09:00:00Z");
    assertThat(Deciding.at("2026-03-02T12:10:00Z", builder).actions()).isEmpty();
  }

  @Test
  void aClockThatHasGoneBackReplaysNothingAfterAnEdit() {
    var builder = ScheduleBuilder.at("0 12 * * *").policy(ConcurrencyPolicy.FORBID);
    var run =
        RunBuilder.tick(builder.build(), "2026-03-02T12:00:00Z")
            .succeeded("2026-03-02T12:01:00Z")
            .build();
    builder.status(Deciding.at("2026-03-02T12:02:00Z", builder, run).status());
    var edited = Deciding.at("2026-03-02T11:50:00Z", builder.edited("*/30 * * * *"));
    assertThat(edited.status().handledThrough()).isEqualTo("2026-03-02T12:00:00Z");
  }

  private static BatchScheduleStatus idle(String schedule, String now) {
    return Deciding.at(now, ScheduleBuilder.at(schedule)).status();
  }
}
