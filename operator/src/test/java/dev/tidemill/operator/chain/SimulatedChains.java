package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes random chains and changed copies of chains. */
final class SimulatedChains {
  private SimulatedChains() {}

  static JobChain random(Random random) {
    boolean graph = random.nextBoolean();
    ChainBuilder chain = graph ? ChainBuilder.graph() : ChainBuilder.sequential();
    int steps = 1 + random.nextInt(14);
    for (int i = 0; i < steps; i++) {
      String[] dependencies = graph ? dependencies(random, i) : new String[0];
      chain.retried("s" + i, random.nextInt(3), random.nextInt(5) + "s", dependencies);
    }
    chain.maxParallel(1 + random.nextInt(4));
    if (random.nextInt(4) == 0) {
      chain.deadline(5 + random.nextInt(120));
    }
    switch (random.nextInt(4)) {
      case 0 -> chain.onFailure(ChainFailurePolicy.CONTINUE);
      case 1 -> chain.onFailure(ChainFailurePolicy.CANCEL_RUNNING);
      case 2 -> chain.onFailure(ChainFailurePolicy.STOP_STARTING);
      default -> {}
    }
    return chain.build();
  }

  static JobChain version(JobChain chain, long version) {
    return copy(chain, chain.getSpec(), chain.getStatus(), version);
  }

  static JobChain status(JobChain chain, JobChainStatus status, long version) {
    return copy(chain, chain.getSpec(), status, version);
  }

  static JobChain edited(JobChain chain, boolean suspend, boolean cancel) {
    JobChainSpec s = chain.getSpec();
    JobChainSpec spec =
        new JobChainSpec(
            s.order(),
            s.parameters(),
            s.maxParallelSteps(),
            s.activeDeadlineSeconds(),
            s.ttlSecondsAfterFinished(),
            s.onFailure(),
            suspend,
            cancel,
            s.steps());
    JobChain edited = copy(chain, spec, chain.getStatus(), 0);
    edited.getMetadata().setGeneration(chain.getMetadata().getGeneration() + 1);
    return edited;
  }

  private static JobChain copy(
      JobChain chain, JobChainSpec spec, @Nullable JobChainStatus status, long version) {
    JobChain copy = new JobChain();
    copy.setMetadata(
        new ObjectMetaBuilder(chain.getMetadata())
            .withResourceVersion(String.valueOf(version))
            .build());
    copy.setSpec(spec);
    if (status != null) {
      copy.setStatus(status);
    }
    return copy;
  }

  private static String[] dependencies(Random random, int index) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      if (random.nextInt(3) == 0) {
        names.add("s" + i);
      }
    }
    return names.toArray(String[]::new);
  }
}
