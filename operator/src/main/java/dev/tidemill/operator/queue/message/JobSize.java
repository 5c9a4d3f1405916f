package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.JobChainTemplate;
import dev.tidemill.api.v1alpha1.Step;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells whether the parameters of a message would make its Job too large to be stored. */
public final class JobSize {
  /**
   * How much of a Job its parameters may be, in bytes. etcd takes 1.5 MiB at a time, and the Job
   * has its template, its status and the names of its fields besides; source: the documentation of
   * etcd, "System limits".
   */
  static final int MAX_BYTES = 768 * 1024;

  private JobSize() {}

  /** Refuses parameters that are too large, since each container of a Job has all of them. */
  public static Optional<ParameterResult.Refused> check(
      Recipe recipe, Map<String, String> parameters) {
    int containers = templates(recipe).mapToInt(JobSize::containers).max().orElse(0);
    long once = 0;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      // a dollar is doubled where it is stored
      long dollars = parameter.getValue().chars().filter(c -> c == '$').count();
      once += Utf8.length(parameter.getKey()) + Utf8.length(parameter.getValue()) + dollars;
    }
    // a chain has them once itself
    long all = once * Math.max(1, containers);
    return all <= MAX_BYTES
        ? Optional.empty()
        : Optional.of(
            new ParameterResult.Refused(
                "MessageTooLarge",
                "its parameters have "
                    + all
                    + " bytes in the containers of a Job together, and at most "
                    + MAX_BYTES
                    + " may be: let the program read the message's files instead"));
  }

  private static Stream<JobTemplateSpec> templates(Recipe recipe) {
    return switch (recipe.template()) {
      case Recipe.OfJob(JobTemplateSpec job) -> Stream.of(job);
      case Recipe.OfChain(JobChainTemplate chain) ->
          chain.spec().steps().stream().map(Step::jobTemplate);
    };
  }

  private static int containers(JobTemplateSpec job) {
    PodSpec pod = job.getSpec().getTemplate().getSpec();
    return pod.getContainers().size() + pod.getInitContainers().size();
  }
}
