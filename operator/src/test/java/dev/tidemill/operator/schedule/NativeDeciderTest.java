package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.api.v1alpha1.Engine;
import dev.tidemill.api.v1alpha1.MissedRuns;
import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a native CronJob needs beside its spec: its Jobs, its suspend, an eye on it. */
class NativeDeciderTest {
  private static final String NOW = "2026-03-02T10:30:00Z";

  @Test
  void suspendReachesTheCronJobThoughTheScheduleIsStalled() {
    var live = made(auto(), null);
    var broken = auto().edited("0 0 31 2 *");
    var running = Deciding.at(NOW, broken, live);
    assertThat(running.actions()).isEmpty();
    assertThat(running.message("Stalled")).contains("the CronJob made of the former spec starts");

    var suspended = Deciding.at(NOW, broken.suspended(true), live);
    var replace = (ScheduleAction.ReplaceCronJob) suspended.decision().actions().getFirst();
    assertThat(replace.desired().getSpec().getSuspend()).isTrue();
    assertThat(replace.desired().getSpec().getSchedule()).isEqualTo("0 * * * *");
    assertThat(suspended.message("Stalled")).contains("is suspended");
    assertThat(Deciding.at(NOW, broken, replace.desired()).actions()).isEmpty();
  }

  @Test
  void aStalledScheduleStillTellsOfItsCronJob() {
    var deciding =
        Deciding.at(NOW, auto().edited("0 25 * * *"), made(auto(), "2026-03-02T10:00:00Z"));
    assertThat(deciding.status().lastScheduleTime()).isEqualTo("2026-03-02T10:00:00Z");
  }

  @Test
  void suspendIsWrittenByItselfSinceTheRestMayBeRefused() {
    var live = made(auto(), null);
    var deciding = Deciding.at(NOW, auto().image("busybox:2").suspended(true), live);
    var desired =
        ((ScheduleAction.ReplaceCronJob) deciding.decision().actions().getFirst()).desired();
    assertThat(desired.getSpec().getSuspend()).isTrue();
    assertThat(desired.getSpec().getJobTemplate()).isEqualTo(live.getSpec().getJobTemplate());
  }

  @Test
  void anEditByHandOfItsTemplateIsUndone() {
    var ours = made(auto(), null);
    ours.getMetadata().setGeneration(1L);
    assertThat(Deciding.at(NOW, auto(), ours).actions()).isEmpty();
    ours.getMetadata().setGeneration(2L);
    var replace =
        (ScheduleAction.ReplaceCronJob)
            Deciding.at(NOW, auto(), ours).decision().actions().getFirst();
    var written = replace.desired();
    for (long generation : new long[] {2, 3}) {
      written.getMetadata().setGeneration(generation);
      assertThat(Deciding.at(NOW, auto(), written).actions()).isEmpty();
    }
  }

  @Test
  void aRunByHandThatItDoesNotCountYetIsCounted() {
    var live = made(auto(), null);
    var run = RunBuilder.manual(auto().build(), "x", NOW).ownedBy(live).build();
    assertThat(Deciding.at(NOW, auto().run("x"), live, run).actions())
        .containsExactly("CountRun " + run.name());
    assertThat(Deciding.at(NOW, auto().run("x"), counting(live, run), run).actions()).isEmpty();
  }

  @Test
  void itTakesOverTheRunsOfTheEngineBeforeIt() {
    var live = made(auto(), null);
    var ended =
        RunBuilder.tick(auto().build(), "2026-03-02T09:00:00Z")
            .succeeded("2026-03-02T09:05:00Z")
            .build();
    var active = RunBuilder.tick(auto().build(), "2026-03-02T10:00:00Z").build();
    var left =
        RunBuilder.tick(auto().build(), "2026-03-02T08:00:00Z")
            .ownedBy(Run.Owner.NOBODY)
            .failed("2026-03-02T08:05:00Z")
            .build();
    assertThat(Deciding.at(NOW, auto(), live, ended, active, left).actions())
        .containsExactly(
            "AdoptRun " + ended.name(),
            "CountRun " + active.name(),
            "AdoptRun " + active.name(),
            "AdoptRun " + left.name());
  }

  @Test
  void aTickThatIsHeldBackOrRefusedIsNotLostInTheChangeOfEngine() {
    var builder = ScheduleBuilder.at("0 * * * *").policy(ConcurrencyPolicy.FORBID);
    var run = RunBuilder.tick(builder.build(), "2026-03-02T10:00:00Z").build();
    builder.status(Deciding.at(NOW, builder, run).status()).engine(Engine.AUTO);
    var held = Deciding.at("2026-03-02T11:00:01Z", builder, run);
    assertThat(held.actions()).isEmpty();
    assertThat(held.status().engine()).isEqualTo("Tidemill");
    assertThat(held.condition("Ready")).isEqualTo("True Waiting");

    var refusal = Refusals.rejected("Job", "etl-29540820", "no");
    var refused = Deciding.refused("2026-03-02T11:00:01Z", builder, refusal, null);
    assertThat(refused.status().engine()).isEqualTo("Tidemill");
    assertThat(refused.condition("Stalled")).isEqualTo("True CreateRefused");
  }

  @Test
  void untilTheCronJobIsSeenTheTicksAreOurs() {
    var builder = ScheduleBuilder.at("0 * * * *");
    builder.status(Deciding.at(NOW, builder).status()).engine(Engine.AUTO);
    var creating = Deciding.at("2026-03-02T10:59:59.900Z", builder);
    assertThat(creating.actions()).containsExactly("CreateCronJob etl");
    assertThat(creating.status().engine()).isEqualTo("Tidemill");

    builder.status(creating.status());
    var live = created(made(builder, null), "2026-03-02T11:00:00Z");
    assertThat(Deciding.at("2026-03-02T11:00:00.200Z", builder, live).actions())
        .containsExactly("CreateRun etl-29540820");
    var run = RunBuilder.tick(builder.build(), "2026-03-02T11:00:00Z").build();
    var seen = Deciding.at("2026-03-02T11:00:00.300Z", builder, live, run);
    assertThat(seen.status().engine()).isEqualTo("CronJob");
    assertThat(seen.status().handledThrough()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(seen.status().missed()).isNull();
  }

  @Test
  void whatWasMissedBeforeTheCronJobIsCountedAlsoAfterACrash() {
    var builder = ScheduleBuilder.at("0 * * * *").deadline(10);
    builder.status(Deciding.at(NOW, builder).status()).engine(Engine.AUTO);
    var live = created(made(builder, null), "2026-03-02T12:30:00Z");
    var deciding = Deciding.at("2026-03-02T12:31:00Z", builder, live);
    assertThat(deciding.status().engine()).isEqualTo("CronJob");
    assertThat(deciding.status().missed())
        .isEqualTo(new MissedRuns(2L, "2026-03-02T12:00:00Z", "StartingDeadlineExceeded"));
  }

  @Test
  void aCronJobThatStartsNothingIsNoticed() {
    var live = created(made(auto(), null), "2026-03-02T10:00:00Z");
    assertThat(Deciding.at("2026-03-02T11:00:59Z", auto(), live).condition("Ready"))
        .isEqualTo("True Scheduled");
    assertThat(Deciding.at("2026-03-02T11:00:59Z", auto(), live).decision().again()).hasSeconds(1);
    var late = Deciding.at("2026-03-02T11:01:00Z", auto(), live);
    assertThat(late.condition("Stalled")).isEqualTo("True NotStarted");
    assertThat(late.message("Stalled")).contains("kubectl describe cronjob etl");
    var run =
        RunBuilder.tick(auto().build(), "2026-03-02T11:00:00Z").ownedBy(Run.Owner.CRON_JOB).build();
    assertThat(Deciding.at("2026-03-02T11:01:00Z", auto(), live, run).condition("Ready"))
        .isEqualTo("True Scheduled");
    assertThat(
            Deciding.at(
                    "2026-03-02T11:01:00Z",
                    auto(),
                    created(made(auto(), "2026-03-02T11:00:00Z"), "2026-03-02T10:00:00Z"))
                .condition("Ready"))
        .isEqualTo("True Scheduled");
  }

  @Test
  void aCronJobThatWaitsUnderForbidIsAsItShouldBe() {
    var builder = auto().policy(ConcurrencyPolicy.FORBID);
    var live = created(made(builder, "2026-03-02T10:00:00Z"), "2026-03-02T09:00:00Z");
    var active = RunBuilder.tick(builder.build(), "2026-03-02T10:00:00Z").ownedBy(live);
    assertThat(
            Deciding.at("2026-03-02T11:30:00Z", builder, live, active.build()).condition("Ready"))
        .isEqualTo("True Scheduled");
    var ended = active.succeeded("2026-03-02T11:29:30Z").build();
    assertThat(Deciding.at("2026-03-02T11:30:00Z", builder, live, ended).condition("Ready"))
        .isEqualTo("True Scheduled");
    assertThat(Deciding.at("2026-03-02T11:31:00Z", builder, live, ended).condition("Stalled"))
        .isEqualTo("True NotStarted");
  }

  @Test
  void afterAPauseAFixedDelayCountsFromTheLastTickOfTheCronJob() {
    var builder = auto().edited("@every 40m");
    var live = created(made(builder, "2026-03-02T10:10:00Z"), "2026-03-02T09:00:00Z");
    builder.status(Deciding.at("2026-03-02T10:20:00Z", builder.suspended(true), live).status());
    var resumed = Deciding.at("2026-03-02T10:27:00Z", builder.suspended(false), live);
    assertThat(resumed.status().nextScheduleTime()).isEqualTo("2026-03-02T10:50:00Z");
  }

  private static ScheduleBuilder auto() {
    return ScheduleBuilder.at("0 * * * *").engine(Engine.AUTO);
  }

  private static CronJob counting(CronJob live, Run run) {
    return new CronJobBuilder(live)
        .editOrNewStatus()
        .addNewActive()
        .withUid(run.uid())
        .endActive()
        .endStatus()
        .build();
  }

  private static CronJob made(ScheduleBuilder builder, @Nullable String last) {
    var live =
        new CronJobBuilder(CronJobRenderer.render(builder.build()))
            .withNewStatus()
            .withLastScheduleTime(last)
            .endStatus()
            .build();
    live.getMetadata().setUid("u-cronjob");
    live.getMetadata().setOwnerReferences(List.of(Owners.reference(builder.build())));
    return created(live, NOW);
  }

  private static CronJob created(CronJob live, String time) {
    live.getMetadata().setCreationTimestamp(time);
    return live;
  }
}
