package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.ChainSpecs;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells before a chain is made whether it could start: the API server takes any chain of the right
 * shape, and one that never starts would keep its message.
 */
final class ChainCheck {
  private final Cluster cluster;

  ChainCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What is wrong with its size, in words that follow "is refused: "; empty: nothing. */
  Optional<String> tooLarge(Attempt attempt) {
    return switch (attempt) {
      case Attempt.OfJob _ -> Optional.empty();
      case Attempt.OfChain(JobChain chain) -> {
        String json = cluster.client().getKubernetesSerialization().asJson(chain.getSpec());
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        yield bytes <= ChainSpecs.MAX_BYTES
            ? Optional.empty()
            : Optional.of(
                "with its message its spec has %d bytes as JSON and may have %d"
                    .formatted(bytes, ChainSpecs.MAX_BYTES));
      }
    };
  }

  /**
   * What the API server would say to the Job of the first step; nothing is made.
   *
   * @throws RuntimeException if the answer is not definite
   */
  Optional<Created.Rejected<Job>> refusal(Attempt attempt) {
    return switch (attempt) {
      case Attempt.OfJob _ -> Optional.empty();
      case Attempt.OfChain(JobChain chain) ->
          chain.getSpec().steps().stream()
              .findFirst()
              .flatMap(step -> cluster.applier().refusal(job(chain, step)));
    };
  }

  private static Job job(JobChain chain, Step step) {
    JobTemplateSpec template = step.jobTemplate();
    ObjectMeta given = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
    return new JobBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withName(chain.getMetadata().getName())
                .withNamespace(chain.getMetadata().getNamespace())
                .withLabels(given.getLabels())
                .addToLabels(chain.getMetadata().getLabels())
                .withAnnotations(given.getAnnotations())
                .withOwnerReferences(chain.getMetadata().getOwnerReferences())
                .build())
        .withSpec(template.getSpec())
        .build();
  }
}
