package dev.tidemill.bench.floor;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;

/** Creates the next Job of a row as soon as it sees the one before Complete. */
final class ChainFloor implements Watcher<Job> {
  private final KubernetesClient client;
  private final JobWriter jobs;
  private final String namespace;
  private final int steps;
  private int next;

  ChainFloor(KubernetesClient client, JobWriter jobs, String namespace, int steps) {
    this.client = client;
    this.jobs = jobs;
    this.namespace = namespace;
    this.steps = steps;
  }

  /** Returns when the first Job is created. */
  void start() {
    var _ = client.batch().v1().jobs().inNamespace(namespace).watch(this);
    createNext();
  }

  private synchronized void createNext() {
    if (next < steps) {
      jobs.create(namespace, name(next));
      next++;
    }
  }

  private static String name(int step) {
    return "chain-s" + step + "-0123456789";
  }

  @Override
  public synchronized void eventReceived(Action action, Job job) {
    if (next > 0 && job.getMetadata().getName().equals(name(next - 1)) && JobWriter.complete(job)) {
      createNext();
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    System.err.println("the bare client's watch ended: " + cause);
  }
}
