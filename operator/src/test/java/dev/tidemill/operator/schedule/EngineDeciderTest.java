package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.CatchUpPolicy;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.api.v1alpha1.Engine;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import org.junit.jupiter.api.Test;

/** Who starts the runs, and how one engine follows the other. */
class EngineDeciderTest {
  private static final String NOW = "2026-03-02T10:30:00Z";

  @Test
  void autoMakesANativeCronJobWhereThatCanSayItAll() {
    var deciding = Deciding.at(NOW, auto().parameter("MODE", "full"));
    assertThat(deciding.actions()).containsExactly("CreateCronJob etl");
    assertThat(deciding.status().engine()).isEqualTo("CronJob");
    assertThat(deciding.condition("Reconciling")).isEqualTo("True CreatingCronJob");
  }

  @Test
  void autoTakesTheOperatorWhereACronJobCannotSayIt() {
    assertThat(engine(auto().catchUp(CatchUpPolicy.LATEST))).isEqualTo("Tidemill");
    assertThat(engine(auto().scheduledTime("DAY", "yyyy-MM-dd"))).isEqualTo("Tidemill");
    assertThat(engine(auto().image("job:$(TIDEMILL_SCHEDULED_TIME)"))).isEqualTo("Tidemill");
    assertThat(engine(ScheduleBuilder.byHand().engine(Engine.AUTO))).isEqualTo("Tidemill");
  }

  @Test
  void aCronJobThatIsAsWantedIsLeftAlone() {
    var deciding = Deciding.at(NOW, auto(), made(auto()));
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.condition("Ready")).isEqualTo("True Scheduled");
  }

  @Test
  void aCronJobFollowsTheScheduleAndIsPutRightAfterOthers() {
    assertThat(Deciding.at(NOW, auto().image("busybox:2"), made(auto())).actions())
        .containsExactly("ReplaceCronJob etl");
    var paused = new CronJobBuilder(made(auto())).editSpec().withSuspend(true).endSpec().build();
    assertThat(Deciding.at(NOW, auto(), paused).actions()).containsExactly("ReplaceCronJob etl");
  }

  @Test
  void aCronJobComesAfterTheChainThatItCouldNotCount() {
    var builder = auto().policy(ConcurrencyPolicy.FORBID);
    var chain = RunBuilder.tick(builder.build(), "2026-03-02T10:00:00Z").chain();
    var running = Deciding.at(NOW, builder, chain.build());
    assertThat(running.actions()).isEmpty();
    assertThat(running.status().engine()).isEqualTo("Tidemill");
    var ended = chain.succeeded("2026-03-02T10:29:00Z").build();
    assertThat(Deciding.at(NOW, builder.status(running.status()), ended).actions())
        .containsExactly("CreateCronJob etl");
  }

  @Test
  void whatTheCronJobDidIsMirrored() {
    var cronJob =
        new CronJobBuilder(made(auto()))
            .withNewStatus()
            .withLastScheduleTime("2026-03-02T12:00:00Z")
            .withLastSuccessfulTime("2026-03-02T12:03:00Z")
            .endStatus()
            .build();
    var deciding = Deciding.at("2026-03-02T12:30:00Z", auto(), cronJob);
    assertThat(deciding.status().lastScheduleTime()).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(deciding.status().handledThrough()).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(deciding.status().lastSuccessfulTime()).isEqualTo("2026-03-02T12:03:00Z");
    assertThat(deciding.status().nextScheduleTime()).isEqualTo("2026-03-02T13:00:00Z");
  }

  @Test
  void aForeignCronJobOfTheSameNameIsNotTouched() {
    var foreign =
        new CronJobBuilder(made(auto())).editMetadata().withOwnerReferences().endMetadata().build();
    for (var builder : new ScheduleBuilder[] {auto(), ScheduleBuilder.at("0 * * * *")}) {
      var deciding = Deciding.at("2026-03-02T11:00:00Z", builder, foreign);
      assertThat(deciding.actions()).isEmpty();
      assertThat(deciding.condition("Stalled")).isEqualTo("True CronJobExists");
      assertThat(deciding.message("Stalled")).contains("kubectl delete cronjob etl");
    }
  }

  @Test
  void aCronJobThatCannotDoItIsRefusedWithTheReasons() {
    var builder =
        ScheduleBuilder.at("0 * * * *")
            .engine(Engine.CRON_JOB)
            .image("job:$(TIDEMILL_SCHEDULED_TIME)");
    var deciding = Deciding.at(NOW, builder);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.message("Stalled"))
        .isEqualTo(
            "spec.engine is CronJob, but a CronJob cannot do this: the variable"
                + " TIDEMILL_SCHEDULED_TIME that spec.jobTemplate names. Remove it, or set"
                + " spec.engine to Auto");
  }

  @Test
  void awayFromTheCronJobFirstItsLastTickIsTakenDownThenItGoesThenOursBegin() {
    var live =
        new CronJobBuilder(made(auto()))
            .withNewStatus()
            .withLastScheduleTime("2026-03-02T11:00:00Z")
            .endStatus()
            .build();
    var builder = auto().status(Deciding.at(NOW, auto(), made(auto())).status());
    builder.engine(Engine.TIDEMILL);
    var first = Deciding.at("2026-03-02T11:30:00Z", builder, live);
    assertThat(first.actions()).isEmpty();
    assertThat(first.status().handledThrough()).isEqualTo("2026-03-02T11:00:00Z");

    builder.status(first.status());
    var second = Deciding.at("2026-03-02T11:30:01Z", builder, live);
    assertThat(second.actions()).containsExactly("OrphanCronJob etl");

    var left =
        RunBuilder.tick(builder.build(), "2026-03-02T12:00:00Z").ownedBy(Run.Owner.NOBODY).build();
    var third = Deciding.at("2026-03-02T12:00:01Z", builder.status(second.status()), left);
    assertThat(third.actions()).containsExactly("AdoptRun " + left.name());
    assertThat(third.status().lastScheduleTime()).isEqualTo("2026-03-02T12:00:00Z");
  }

  @Test
  void aTickThatCameDueJustBeforeTheChangeToACronJobIsStillStarted() {
    var builder = ScheduleBuilder.at("0 * * * *");
    builder.status(Deciding.at(NOW, builder).status()).engine(Engine.AUTO);
    assertThat(Deciding.at("2026-03-02T11:00:00.050Z", builder).actions())
        .containsExactly("CreateRun etl-29540820");
    var run = RunBuilder.tick(builder.build(), "2026-03-02T11:00:00Z").build();
    var after = Deciding.at("2026-03-02T11:00:00.100Z", builder, run);
    assertThat(after.actions()).containsExactly("CreateCronJob etl");
    assertThat(after.status().handledThrough()).isEqualTo("2026-03-02T11:00:00Z");
  }

  @Test
  void aRunByHandUnderACronJobBelongsToIt() {
    var live = made(auto());
    live.getMetadata().setUid("u-cronjob");
    var deciding = Deciding.at(NOW, auto().run("x"), live);
    var run = ((ScheduleAction.CreateRun) deciding.decision().actions().getFirst()).object();
    assertThat(run.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("u-cronjob"));
  }

  private static ScheduleBuilder auto() {
    return ScheduleBuilder.at("0 * * * *").engine(Engine.AUTO);
  }

  private static String engine(ScheduleBuilder builder) {
    return String.valueOf(Deciding.at(NOW, builder).status().engine());
  }

  private static CronJob made(ScheduleBuilder builder) {
    return CronJobRenderer.render(builder.build());
  }
}
