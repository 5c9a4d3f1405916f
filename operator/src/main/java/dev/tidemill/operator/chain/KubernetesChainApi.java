package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.Notice;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/** Makes the calls of chains to a real API server. */
final class KubernetesChainApi implements ChainApi {
  private static final String JOB_NAME = "batch.kubernetes.io/job-name";

  private final Cluster cluster;

  KubernetesChainApi(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Optional<Job> job(String namespace, String name) {
    return Optional.ofNullable(
        cluster.client().batch().v1().jobs().inNamespace(namespace).withName(name).get());
  }

  @Override
  public List<Pod> pods(String namespace, String jobName) {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel(JOB_NAME, jobName)
        .list()
        .getItems();
  }

  @Override
  public Created<Job> create(Job job) {
    return cluster.applier().create(job);
  }

  @Override
  public boolean deleteUnchanged(HasMetadata object) {
    return cluster.applier().deleteUnchanged(object);
  }

  @Override
  public Optional<JobChain> writeStatus(JobChain chain, JobChainStatus status) {
    try {
      return Optional.of(cluster.statuses().write(chain, status, true));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void tell(JobChain chain, Notice notice) {
    cluster.events().record(chain, notice);
  }

  @Override
  public String json(JobChainSpec spec) {
    return cluster.client().getKubernetesSerialization().asJson(spec);
  }
}
