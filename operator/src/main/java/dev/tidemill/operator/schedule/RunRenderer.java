package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.EmbeddedMeta;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainTemplate;
import dev.tidemill.operator.plan.ChainSpecs;
import dev.tidemill.operator.plan.EnvironmentVariables;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.ScheduledTime;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Renders the Job or JobChain of one run. */
final class RunRenderer {
  private static final Set<String> MARKS =
      Set.of(RunNames.INSTANTIATE, Labels.RUN, RunTtl.ANNOTATION);

  private final BatchSchedule schedule;
  private final ZoneId zone;
  private final HasMetadata owner;

  /**
   * Renders runs of a schedule.
   *
   * @param owner what controls the run: the schedule, or its CronJob, which then counts the run
   */
  RunRenderer(BatchSchedule schedule, ZoneId zone, HasMetadata owner) {
    this.schedule = schedule;
    this.zone = zone;
    this.owner = owner;
  }

  /** The run of a scheduled time. */
  HasMetadata tick(Instant scheduledTime) {
    return render(RunNames.ofTick(schedule, scheduledTime), scheduledTime, Map.of(), Map.of());
  }

  /** A run by hand, whose scheduled time is the moment at which it starts. */
  HasMetadata manual(ManualRequest.Wanted wanted, Instant now) {
    var marks = Map.of(RunNames.INSTANTIATE, "manual", Labels.RUN, wanted.echo());
    var name = RunNames.ofManualRun(schedule, wanted.value());
    return render(name, now, wanted.overrides(), marks);
  }

  private HasMetadata render(
      String name,
      Instant scheduledTime,
      Map<String, String> overrides,
      Map<String, String> marks) {
    var spec = schedule.getSpec();
    var time = new ScheduledTime(scheduledTime, zone);
    var text = time.text();
    var annotations = new LinkedHashMap<>(marks);
    annotations.put(Labels.SCHEDULED_TIME, text);
    var parameters = time.values(spec.parameters(), overrides);
    var chain = spec.jobChainTemplate();
    if (chain != null) {
      defer(chain.spec().ttlSecondsAfterFinished(), annotations);
      return chain(chain, meta(name, chain.metadata(), annotations), parameters);
    }
    var variables = new LinkedHashMap<String, String>();
    variables.put(ScheduledTime.VARIABLE, text);
    variables.putAll(parameters);
    var template = spec.jobTemplate() == null ? new JobTemplateSpec() : spec.jobTemplate();
    defer(template.getSpec().getTtlSecondsAfterFinished(), annotations);
    return job(template, meta(name, embedded(template.getMetadata()), annotations), variables);
  }

  private static void defer(@Nullable Number ttl, Map<String, String> annotations) {
    if (ttl != null) {
      annotations.put(RunTtl.ANNOTATION, ttl.toString());
    }
  }

  private static Job job(JobTemplateSpec template, ObjectMeta meta, Map<String, String> variables) {
    var jobSpec = new JobSpecBuilder(template.getSpec()).withTtlSecondsAfterFinished(null).build();
    EnvironmentVariables.put(jobSpec.getTemplate().getSpec(), variables);
    return new JobBuilder().withMetadata(meta).withSpec(jobSpec).build();
  }

  private static JobChain chain(
      JobChainTemplate template, ObjectMeta meta, Map<String, String> parameters) {
    var chain = new JobChain();
    chain.setMetadata(meta);
    // a schedule's parameters are stronger than the chain's own
    chain.setSpec(ChainSpecs.of(template.spec(), parameters, UnaryOperator.identity()));
    return chain;
  }

  private ObjectMeta meta(
      String name, @Nullable EmbeddedMeta template, Map<String, String> annotations) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(schedule.getMetadata().getNamespace())
        .withLabels(merged(template == null ? Map.of() : template.labels(), labels(schedule)))
        .withAnnotations(
            merged(template == null ? Map.of() : others(template.annotations()), annotations))
        .withOwnerReferences(Owners.reference(owner))
        .build();
  }

  /**
   * The labels of everything that a schedule makes, always in the same order: what is rendered is
   * hashed, and a hash that changed with the process would write every CronJob again.
   */
  static Map<String, String> labels(BatchSchedule schedule) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(Labels.MANAGED_BY, Labels.TIDEMILL);
    labels.put(Labels.BATCH_SCHEDULE, Labels.valueFor(schedule.getMetadata().getName()));
    return labels;
  }

  /** Without those by which we know what a run is: in a template they would lie about each. */
  static Map<String, String> others(@Nullable Map<String, String> annotations) {
    var others = new LinkedHashMap<String, String>(annotations == null ? Map.of() : annotations);
    others.keySet().removeAll(MARKS);
    return others;
  }

  private static Map<String, String> merged(Map<String, String> one, Map<String, String> stronger) {
    var merged = new TreeMap<>(one);
    merged.putAll(stronger);
    return merged;
  }

  private static @Nullable EmbeddedMeta embedded(@Nullable ObjectMeta meta) {
    return meta == null ? null : new EmbeddedMeta(meta.getLabels(), meta.getAnnotations());
  }
}
