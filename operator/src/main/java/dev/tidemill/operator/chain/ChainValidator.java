package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.Parameter;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepOrder;
import dev.tidemill.operator.plan.ChainSpecs;
import dev.tidemill.operator.plan.RetryDelay;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what is wrong with a chain before anything of it runs.
 *
 * <p>The schema refuses most of it already at {@code kubectl apply}; a chain may have been stored
 * under an older schema or past it.
 */
final class ChainValidator {
  /** The most steps of a chain. */
  static final int MAX_STEPS = 1_000;

  private static final String RESERVED = "TIDEMILL_";

  private ChainValidator() {}

  /**
   * Looks for a mistake.
   *
   * @param specBytes the size of the spec as JSON
   * @return the first mistake and what to do about it, or empty
   */
  static Optional<String> problem(JobChainSpec spec, int specBytes) {
    return Stream.<Optional<String>>of(
            size(spec, specBytes), parameters("the chain", spec.parameters()))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> order(spec))
        .or(() -> duplicate(spec.steps()))
        .or(() -> steps(spec.steps()))
        .or(() -> DependencyCheck.problem(spec));
  }

  private static Optional<String> size(JobChainSpec spec, int specBytes) {
    if (specBytes > ChainSpecs.MAX_BYTES) {
      return Optional.of(
          "the spec has "
              + specBytes
              + " bytes as JSON and may have "
              + ChainSpecs.MAX_BYTES
              + ": split the chain, or move what its steps share into an image or a ConfigMap");
    }
    if (spec.steps().isEmpty()) {
      return Optional.of("the chain has no steps: list at least one");
    }
    return spec.steps().size() > MAX_STEPS
        ? Optional.of(
            "the chain has " + spec.steps().size() + " steps and may have 1,000: split it")
        : Optional.empty();
  }

  private static Optional<String> order(JobChainSpec spec) {
    return spec.order() == StepOrder.UNRECOGNIZED
        ? Optional.of("this version of Tidemill knows the orders Sequential and Graph only")
        : Optional.empty();
  }

  private static Optional<String> duplicate(List<Step> steps) {
    Set<String> names = new HashSet<>();
    return steps.stream()
        .map(Step::name)
        .filter(name -> !names.add(name))
        .findFirst()
        .map(name -> "two steps are named " + name + ": give each a name of its own");
  }

  private static Optional<String> steps(List<Step> steps) {
    return steps.stream().map(ChainValidator::step).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> step(Step step) {
    String where = "step " + step.name();
    // a newer version of the API knows other ways to say what a step runs
    if (step.jobTemplate() == null) {
      return Optional.of(
          where + " has no jobTemplate, which this version of Tidemill needs: give it one");
    }
    if (step.jobTemplate().getSpec() == null) {
      return Optional.of(where + " has a jobTemplate without spec: give it one");
    }
    if (step.jobTemplate().getSpec().getTtlSecondsAfterFinished() != null) {
      return Optional.of(
          where
              + " sets ttlSecondsAfterFinished in its jobTemplate, which would remove the Job"
              + " before its outcome is known: set spec.ttlSecondsAfterFinished of the chain");
    }
    return parameters(where, step.parameters()).or(() -> retry(step));
  }

  private static Optional<String> parameters(String where, List<Parameter> parameters) {
    return parameters.stream()
        .map(Parameter::name)
        .filter(name -> name.startsWith(RESERVED))
        .findFirst()
        .map(name -> where + " sets the parameter " + name + ": TIDEMILL_* is reserved, rename it");
  }

  private static Optional<String> retry(Step step) {
    try {
      RetryDelay.of(step.retry());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("retry of step " + step.name() + ": " + e.getMessage());
    }
  }
}
