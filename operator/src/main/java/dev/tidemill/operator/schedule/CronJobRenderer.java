package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.operator.plan.EnvironmentVariables;
import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpecBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Renders the native CronJob of a schedule. */
final class CronJobRenderer {
  /** Holds a hash of what was rendered, so that an edit of the schedule is seen as a difference. */
  static final String RENDERED = "tidemill.dev/rendered";

  /**
   * Holds the generation that our last write has made, or one more where it changed nothing: a
   * later one shows that somebody else has edited the spec. The API server counts one for each
   * write that changes it, and refuses ours if it came in between.
   */
  static final String WRITTEN = "tidemill.dev/written-generation";

  private CronJobRenderer() {}

  static CronJob render(BatchSchedule schedule) {
    var spec = spec(schedule);
    return new CronJobBuilder()
        .withNewMetadata()
        .withName(schedule.getMetadata().getName())
        .withNamespace(schedule.getMetadata().getNamespace())
        .withLabels(RunRenderer.labels(schedule))
        .addToAnnotations(RENDERED, Hashes.hex(10, spec.toString()))
        .addToAnnotations(WRITTEN, "1")
        .withOwnerReferences(Owners.reference(schedule))
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  /** Whether the live CronJob is what was rendered; the spec may have gained defaults. */
  static boolean matches(CronJob rendered, CronJob live) {
    var want = rendered.getSpec();
    var have = live.getSpec();
    var annotations = live.getMetadata().getAnnotations();
    return annotations != null
        && Objects.equals(
            rendered.getMetadata().getAnnotations().get(RENDERED), annotations.get(RENDERED))
        && written(annotations.get(WRITTEN), live)
        && Objects.equals(want.getSchedule(), have.getSchedule())
        && Objects.equals(want.getTimeZone(), have.getTimeZone())
        && Objects.equals(want.getSuspend(), have.getSuspend())
        && Objects.equals(want.getConcurrencyPolicy(), have.getConcurrencyPolicy())
        && Objects.equals(want.getStartingDeadlineSeconds(), have.getStartingDeadlineSeconds());
  }

  /** What was rendered, as the next version of the live CronJob. */
  static CronJob over(CronJob live, CronJob rendered) {
    var generation = live.getMetadata().getGeneration();
    return new CronJobBuilder(rendered)
        .editMetadata()
        .addToAnnotations(WRITTEN, Long.toString((generation == null ? 0 : generation) + 1))
        .endMetadata()
        .build();
  }

  /** The live CronJob, suspended and not changed otherwise. */
  static CronJob suspend(CronJob live) {
    return new CronJobBuilder(live).editSpec().withSuspend(true).endSpec().build();
  }

  static boolean suspended(CronJob live) {
    return Boolean.TRUE.equals(live.getSpec().getSuspend());
  }

  private static boolean written(@Nullable String written, CronJob live) {
    var generation = live.getMetadata().getGeneration();
    return generation == null || (written != null && generation <= parsed(written));
  }

  private static long parsed(String written) {
    try {
      return Long.parseLong(written);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static CronJobSpec spec(BatchSchedule schedule) {
    var spec = schedule.getSpec();
    return new CronJobSpecBuilder()
        .withSchedule(spec.schedule())
        .withTimeZone(Timing.zoneName(spec))
        .withSuspend(Boolean.TRUE.equals(spec.suspend()))
        .withConcurrencyPolicy(policy(spec.concurrencyPolicy()))
        .withStartingDeadlineSeconds(spec.startingDeadlineSeconds())
        .withSuccessfulJobsHistoryLimit(spec.successfulJobsHistoryLimit())
        .withFailedJobsHistoryLimit(spec.failedJobsHistoryLimit())
        .withJobTemplate(template(schedule, spec))
        .build();
  }

  private static JobTemplateSpec template(BatchSchedule schedule, BatchScheduleSpec spec) {
    var template =
        new JobTemplateSpecBuilder(spec.jobTemplate())
            .editOrNewMetadata()
            .addToLabels(RunRenderer.labels(schedule))
            .endMetadata()
            .build();
    var meta = template.getMetadata();
    meta.setAnnotations(RunRenderer.others(meta.getAnnotations()));
    EnvironmentVariables.put(
        template.getSpec().getTemplate().getSpec(), ParameterValues.fixed(spec));
    return template;
  }

  private static String policy(@Nullable ConcurrencyPolicy policy) {
    return switch (policy == null ? ConcurrencyPolicy.ALLOW : policy) {
      case ALLOW, UNRECOGNIZED -> "Allow";
      case FORBID -> "Forbid";
      case REPLACE -> "Replace";
    };
  }
}
