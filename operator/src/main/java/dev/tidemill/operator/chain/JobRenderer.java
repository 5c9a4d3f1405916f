package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.Parameter;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.operator.plan.ChildNames;
import dev.tidemill.operator.plan.EnvironmentVariables;
import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.ScheduledTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Renders the Job of a step out of its template. */
final class JobRenderer {
  private static final int HASH_BYTES = 6;

  private JobRenderer() {}

  /**
   * Renders one Job; the same arguments always give the same Job.
   *
   * @param attempt which Job of the step it is, from 1
   */
  static Job render(JobChain chain, Step step, int attempt) {
    JobSpec spec = new JobSpecBuilder(step.jobTemplate().getSpec()).build();
    if (spec.getTemplate() != null && spec.getTemplate().getSpec() != null) {
      EnvironmentVariables.put(spec.getTemplate().getSpec(), variables(chain, step));
    }
    return new JobBuilder().withMetadata(metadata(chain, step, attempt)).withSpec(spec).build();
  }

  /** Renders the Job that is to be created; an early one remembers which spec it was made of. */
  static Job render(JobChain chain, ChainAction.CreateJob create) {
    Job job = render(chain, create.step(), create.attempt());
    return create.mark().isEmpty()
        ? job
        : new JobBuilder(job)
            .editMetadata()
            .addToAnnotations(Labels.CHAIN_SPEC, create.mark())
            .endMetadata()
            .build();
  }

  /** The name of a Job: the chain, the step, a hash of both, the attempt. */
  static String name(JobChain chain, String step, int attempt) {
    String uid = Objects.requireNonNullElse(chain.getMetadata().getUid(), "");
    String suffix = Hashes.hex(HASH_BYTES, uid, step) + "-" + attempt;
    int room = ChildNames.JOB_MAX - suffix.length() - 1;
    String owner = chain.getMetadata().getName();
    int ownerRoom = Math.max(room / 2, room - step.length() - 1);
    String head = owner.length() <= ownerRoom ? owner : owner.substring(0, ownerRoom);
    return ChildNames.join(head + "-" + step, suffix, ChildNames.JOB_MAX);
  }

  private static ObjectMeta metadata(JobChain chain, Step step, int attempt) {
    ObjectMeta template = step.jobTemplate().getMetadata();
    String scheduled = scheduledTime(chain);
    ObjectMetaBuilder metadata =
        new ObjectMetaBuilder()
            .withName(name(chain, step.name(), attempt))
            .withNamespace(chain.getMetadata().getNamespace())
            .addToLabels(template == null ? null : template.getLabels())
            .addToLabels(Labels.MANAGED_BY, Labels.TIDEMILL)
            .addToLabels(Labels.JOB_CHAIN, Labels.valueFor(chain.getMetadata().getName()))
            .addToLabels(Labels.STEP, step.name())
            .addToAnnotations(template == null ? null : template.getAnnotations())
            .addToAnnotations(Labels.ATTEMPT, String.valueOf(attempt))
            .withOwnerReferences(Owners.reference(chain));
    if (scheduled != null) {
      metadata.addToAnnotations(Labels.SCHEDULED_TIME, scheduled);
    }
    return metadata.build();
  }

  /** Ours first, then the chain's, each replaced in its place by a stronger one of the step. */
  private static Map<String, String> variables(JobChain chain, Step step) {
    Map<String, String> variables = new LinkedHashMap<>();
    String scheduled = scheduledTime(chain);
    if (scheduled != null) {
      variables.put(ScheduledTime.VARIABLE, scheduled);
    }
    for (Parameter parameter : chain.getSpec().parameters()) {
      variables.put(parameter.name(), parameter.value());
    }
    for (Parameter parameter : step.parameters()) {
      variables.put(parameter.name(), parameter.value());
    }
    return variables;
  }

  private static @Nullable String scheduledTime(JobChain chain) {
    Map<String, String> annotations = chain.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Labels.SCHEDULED_TIME);
  }
}
