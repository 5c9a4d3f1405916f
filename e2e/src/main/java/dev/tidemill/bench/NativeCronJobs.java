package dev.tidemill.bench;

import java.time.Instant;
import java.util.stream.IntStream;

/** Kubernetes' own CronJob controller. */
record NativeCronJobs(Api api) implements Scheduler {
  @Override
  public String name() {
    return "native CronJobs";
  }

  @Override
  public void schedule(String namespace, int count, Instant due) {
    api.createAll(
        "/apis/batch/v1/namespaces/" + namespace + "/cronjobs",
        IntStream.range(0, count).mapToObj(i -> Manifests.cronJob("c" + i, due, false)).toList());
  }
}
