package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of runs that ended, and when they are removed. */
class HistoryDeciderTest {
  private static final String NOW = "2026-03-02T13:30:00Z";

  @Test
  void theOldestGoFirstEachKindByItsOwnLimit() {
    var builder = ScheduleBuilder.at("0 * * * *").history(1, 1);
    var runs = new ArrayList<Run>();
    for (var hour : List.of("09", "10", "11")) {
      runs.add(run(builder, hour).succeeded("2026-03-02T" + hour + ":05:00Z").build());
    }
    runs.add(run(builder, "12").failed("2026-03-02T12:05:00Z").build());
    runs.add(run(builder, "13").build());
    var array = runs.toArray(Run[]::new);
    builder.status(Deciding.at(NOW, builder, array).status());
    assertThat(Deciding.at(NOW, builder, array).actions())
        .containsExactly("DeleteRun " + runs.get(0).name(), "DeleteRun " + runs.get(1).name());
  }

  @Test
  void aRunIsRemovedOnlyAfterItsEndWasRecorded() {
    var builder = ScheduleBuilder.at("0 13 * * *").history(0, 0);
    builder.status(Deciding.at(NOW, builder, run(builder, "13").build()).status());
    var ended = run(builder, "13").succeeded("2026-03-02T13:05:00Z").build();
    var first = Deciding.at(NOW, builder, ended);
    assertThat(first.actions()).isEmpty();
    assertThat(first.notices()).containsExactly("RunSucceeded");
    assertThat(first.status().lastSuccessfulTime()).isEqualTo("2026-03-02T13:05:00Z");

    var second = Deciding.at(NOW, builder.status(first.status()), ended);
    assertThat(second.actions()).containsExactly("DeleteRun " + ended.name());

    var third = Deciding.at(NOW, builder.status(second.status()));
    assertThat(third.condition("JobSucceeded")).isEqualTo("True Succeeded");
    assertThat(third.notices()).isEmpty();
  }

  @Test
  void aRunWhoseTickIsNotMarkedStays() {
    var builder = ScheduleBuilder.at("0 13 * * *").history(0, 0);
    builder.status(Deciding.at("2026-03-02T12:30:00Z", builder).status());
    var ended = run(builder, "13").failed("2026-03-02T13:05:00Z").build();
    var deciding = Deciding.at(NOW, builder, ended);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.notices()).containsExactly("RunFailed");
    assertThat(deciding.condition("JobFailed")).isEqualTo("True BackoffLimitExceeded");
    assertThat(deciding.condition("Ready")).isEqualTo("True Scheduled");
  }

  @Test
  void aRunThatWasDeletedWhileItRanWasInterrupted() {
    var builder = ScheduleBuilder.at("0 13 * * *");
    builder.status(Deciding.at(NOW, builder, run(builder, "13").build()).status());
    var deciding = Deciding.at(NOW, builder);
    assertThat(deciding.condition("JobFailedInterrupted")).isEqualTo("True JobDeleted");
    assertThat(deciding.condition("JobRunning")).isEqualTo("False JobDeleted");
    assertThat(deciding.status().activeCount()).isZero();
    assertThat(deciding.notices()).containsExactly("RunInterrupted");
  }

  @Test
  void anOlderRunDoesNotSpeakForANewerOneThatIsGone() {
    var builder = ScheduleBuilder.at("0 * * * *");
    var older = run(builder, "12").failed("2026-03-02T12:05:00Z").build();
    var newer = run(builder, "13").succeeded("2026-03-02T13:05:00Z").build();
    builder.status(Deciding.at(NOW, builder, older, newer).status());
    assertThat(Deciding.at(NOW, builder, older).condition("JobSucceeded"))
        .isEqualTo("True Succeeded");
  }

  @Test
  void theStatusIsTheSameWhenNothingHasChanged() {
    var builder = ScheduleBuilder.at("0 * * * *");
    var run = run(builder, "13").build();
    var first = Deciding.at(NOW, builder, run);
    var second = Deciding.at("2026-03-02T13:40:00Z", builder.status(first.status()), run);
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.notices()).isEmpty();
  }

  @Test
  void whatHasToGoGoesBeforeANewRunIsCreated() {
    var builder = ScheduleBuilder.at("0 * * * *").history(0, 0);
    var ended = run(builder, "13").succeeded("2026-03-02T13:05:00Z").build();
    builder.status(Deciding.at(NOW, builder, ended).status());
    assertThat(Deciding.at("2026-03-02T14:00:00Z", builder, ended).actions())
        .containsExactly("DeleteRun " + ended.name(), "CreateRun etl-29541000");
  }

  @Test
  void aTtlBeginsOnlyOnceTheEndIsRecorded() {
    var builder = ScheduleBuilder.at("0 13 * * *").ttl(0);
    var asked = Deciding.at("2026-03-02T13:00:00Z", builder).decision().actions().getFirst();
    var job = (Job) ((ScheduleAction.CreateRun) asked).object();
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isNull();
    assertThat(RunTtl.wanted(job)).contains(0);

    var ended = run(builder, "13").expiring(0).succeeded("2026-03-02T13:05:00Z").build();
    var first = Deciding.at(NOW, builder, ended);
    assertThat(first.actions()).isEmpty();
    assertThat(Deciding.at(NOW, builder.status(first.status()), ended).actions())
        .containsExactly("ExpireRun " + ended.name());
  }

  @Test
  void aChainGetsItsTtlOnlyOnceTheEndIsRecorded() {
    var builder = ScheduleBuilder.at("0 13 * * *");
    var ended = run(builder, "13").chain().expiring(0).succeeded("2026-03-02T13:05:00Z").build();
    var first = Deciding.at(NOW, builder, ended);
    assertThat(first.actions()).isEmpty();
    assertThat(Deciding.at(NOW, builder.status(first.status()), ended).actions())
        .containsExactly("ExpireRun " + ended.name());
  }

  private static RunBuilder run(ScheduleBuilder builder, String hour) {
    return RunBuilder.tick(builder.build(), "2026-03-02T" + hour + ":00:00Z");
  }
}
