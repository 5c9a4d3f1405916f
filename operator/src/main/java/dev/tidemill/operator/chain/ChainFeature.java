package dev.tidemill.operator.chain;

import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Feature;
import dev.tidemill.operator.kube.Retries;
import dev.tidemill.operator.kube.SlimStore;
import io.javaoperatorsdk.operator.Operator;
import java.util.function.UnaryOperator;

/** Serves JobChains. */
public final class ChainFeature implements Feature {
  /** How many creates of one chain are under way at a time. */
  private static final int CREATES_AT_A_TIME = 8;

  private final Cluster cluster;

  /** Serves them in this cluster. */
  public ChainFeature(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void register(Operator operator) {
    ChainPass pass =
        new ChainPass(
            new KubernetesChainApi(cluster),
            new BoundedParallel(CREATES_AT_A_TIME),
            cluster.clock());
    operator.register(
        new ChainReconciler(cluster, pass),
        o ->
            o.withName("job-chains")
                .watchingAllNamespaces()
                .withRetry(Retries.unlimited())
                .withItemStore(new SlimStore<>(UnaryOperator.identity())));
  }
}
