package dev.tidemill.operator.plan;

import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.Parameter;
import dev.tidemill.api.v1alpha1.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes the spec of a chain out of a template. */
public final class ChainSpecs {
  /**
   * The largest spec, in bytes of JSON: with its status it must fit into one etcd request (1.5 MiB
   * by default).
   */
  public static final int MAX_BYTES = 1 << 20;

  private ChainSpecs() {}

  /**
   * The spec without its TTL, which whoever made the chain keeps for when its end is recorded.
   *
   * @param stronger parameters that win over the chain's own
   * @param step makes each step out of the template's
   */
  public static JobChainSpec of(
      JobChainSpec template, Map<String, String> stronger, UnaryOperator<Step> step) {
    Map<String, String> merged = new LinkedHashMap<>();
    template.parameters().forEach(p -> merged.put(p.name(), p.value()));
    merged.putAll(stronger);
    List<Parameter> parameters = new ArrayList<>();
    merged.forEach((name, value) -> parameters.add(new Parameter(name, value)));
    return new JobChainSpec(
        template.order(),
        parameters,
        template.maxParallelSteps(),
        template.activeDeadlineSeconds(),
        null,
        template.onFailure(),
        template.suspend(),
        template.cancel(),
        template.steps().stream().map(step).toList());
  }

  /** The same, of which nothing is started. */
  public static JobChainSpec suspended(JobChainSpec spec) {
    return new JobChainSpec(
        spec.order(),
        spec.parameters(),
        spec.maxParallelSteps(),
        spec.activeDeadlineSeconds(),
        spec.ttlSecondsAfterFinished(),
        spec.onFailure(),
        true,
        spec.cancel(),
        spec.steps());
  }
}
