package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.kube.BusyException;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.message.HeldJob;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.protocol.JobStore;
import dev.tidemill.operator.queue.protocol.MessageJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The Jobs of one trigger in the API server; creates of all triggers share a bound. */
final class KubernetesJobs implements JobStore {
  private static final int STOP_TRIES = 5;

  private final Cluster cluster;
  private final KubernetesClient client;
  private final CreateTurns creates;
  private final KueuePresence kueue;
  private final String namespace;
  private final String trigger;
  private final String path;
  private volatile boolean closed;

  /**
   * Serves one trigger.
   *
   * @param creates of all triggers, and starts of their delayed Jobs: so many at a time, in turns
   */
  KubernetesJobs(Cluster cluster, CreateTurns creates, KueuePresence kueue, QueueTrigger trigger) {
    this.cluster = cluster;
    this.kueue = kueue;
    this.client = cluster.client();
    this.creates = creates;
    this.namespace = trigger.getMetadata().getNamespace();
    this.trigger = trigger.getMetadata().getName();
    this.path = TriggerFields.of(trigger).path();
  }

  @Override
  public Answer create(List<ConfigMap> maps, Job job, BooleanSupplier wanted) {
    creates.take(path);
    try {
      for (ConfigMap map : maps) {
        checkOpen();
        switch (cluster.applier().create(map)) {
          case Created.Done<ConfigMap> _, Created.AlreadyOurs<ConfigMap> _ -> {}
          case Created.Foreign<ConfigMap> foreign -> {
            return taken(foreign.object());
          }
          case Created.Rejected<ConfigMap> rejected -> {
            return refused("ConfigMap " + map.getMetadata().getName(), rejected);
          }
        }
      }
      checkOpen();
      if (!wanted.getAsBoolean()) {
        return new Answer.Unwanted();
      }
      return switch (cluster.applier().create(job)) {
        case Created.Done<Job> done -> new Answer.Exists(done.object(), true);
        case Created.AlreadyOurs<Job> ours -> new Answer.Exists(ours.object(), false);
        case Created.Foreign<Job> foreign -> taken(foreign.object());
        case Created.Rejected<Job> rejected -> refused(job, rejected);
      };
    } catch (BusyException busy) {
      return new Answer.Later(busy.after(), String.valueOf(busy.getMessage()));
    } finally {
      creates.giveBack();
    }
  }

  /** Creates no more: the trigger's next session in this process may be at work. */
  void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the trigger's session has ended");
    }
  }

  private static Answer taken(HasMetadata foreign) {
    return new Answer.Refused(
        "NameTaken",
        foreign.getKind()
            + " "
            + foreign.getMetadata().getName()
            + " has the name of one of ours and belongs to somebody else: delete it",
        Blame.MESSAGE);
  }

  /** Which route is to be corrected cannot be seen from the API server's words. */
  private static Answer.Refused refused(Job job, Created.Rejected<?> rejected) {
    Map<String, String> facts = job.getMetadata().getAnnotations();
    String schedule = facts.get(JobAnnotations.SCHEDULE);
    String of =
        "Job "
            + job.getMetadata().getName()
            + " of route "
            + facts.get(JobAnnotations.ROUTE)
            + (schedule == null ? "" : ", by the template of BatchSchedule " + schedule + ",");
    return refused(of, rejected);
  }

  private static Answer.Refused refused(String of, Created.Rejected<?> rejected) {
    return new Answer.Refused(
        rejected.quota() ? "QuotaExceeded" : "JobRefused",
        of + " is refused: " + rejected.message(),
        rejected.quota() ? Blame.ROOM : Blame.TEMPLATE);
  }

  @Override
  public Optional<Answer.Refused> refusal(List<ConfigMap> maps, Job job) {
    return Stream.concat(maps.stream(), Stream.of(job))
        .flatMap(o -> cluster.applier().refusal(o).stream())
        .findFirst()
        .map(rejected -> refused(job, rejected));
  }

  @Override
  public Optional<Job> read(String name) {
    return Optional.ofNullable(
        client.batch().v1().jobs().inNamespace(namespace).withName(name).get());
  }

  @Override
  public List<ConfigMap> payload(String key) {
    return Payload.receivedMapNames(trigger, key).stream()
        .map(name -> client.configMaps().inNamespace(namespace).withName(name).get())
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  @Override
  public Optional<Map<String, String>> configMap(String name) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get())
        .map(map -> map.getData() == null ? Map.of() : map.getData());
  }

  @Override
  public JobOutcome outcome(MessageJob job) {
    Optional<Job> live = read(job.name());
    if (live.isEmpty()) {
      return job.outcome();
    }
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabel("batch.kubernetes.io/job-name", job.name())
            .list()
            .getItems();
    return JobOutcome.of(live.get(), pods);
  }

  @Override
  public Optional<Job> letGo(MessageJob job, BooleanSupplier wanted) {
    creates.take(path);
    try {
      Optional<Job> live = read(job.name()).filter(l -> job.uid().equals(l.getMetadata().getUid()));
      boolean goes = live.filter(HeldJob::goes).isPresent() && wanted.getAsBoolean();
      return goes ? patched(job, live.get()) : live;
    } finally {
      creates.giveBack();
    }
  }

  private Optional<Job> patched(MessageJob job, Job live) {
    boolean byKueue = HeldJob.queued(live) && kueue.present();
    checkOpen();
    cluster.gate().check();
    try {
      return Optional.of(
          client
              .resource(reference(job))
              .patch(PatchContext.of(PatchType.JSON_MERGE), HeldJob.letGo(live, byKueue)));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<MessageJob> stop(MessageJob job) {
    for (int i = 0; i < STOP_TRIES; i++) {
      Optional<Job> live = read(job.name()).filter(l -> job.uid().equals(l.getMetadata().getUid()));
      Optional<MessageJob> over = live.map(job::asIn).filter(MessageJob::terminal);
      if (live.isEmpty() || over.isPresent() || cluster.applier().deleteUnchanged(live.get())) {
        return over;
      }
      // it has changed since it was read, and may have succeeded by that
    }
    throw new IllegalStateException("Job " + job.name() + " changes while it is to be stopped");
  }

  @Override
  public void remove(MessageJob job) {
    cluster.applier().delete(reference(job));
  }

  @Override
  public void removePayload(String key) {
    // a successor may use those of the same name again
    cluster.gate().check();
    Payload.mapNames(trigger, key)
        .forEach(name -> client.configMaps().inNamespace(namespace).withName(name).delete());
  }

  @Override
  public void note(MessageJob job, String handle, Instant received) {
    Map<String, String> annotations =
        Map.of(
            JobAnnotations.RECEIPT_HANDLE,
            handle,
            JobAnnotations.RECEIVED_MILLIS,
            String.valueOf(received.toEpochMilli()));
    var patch = Map.of("metadata", Map.of("annotations", annotations));
    client
        .resource(reference(job))
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client.getKubernetesSerialization().asJson(patch));
  }

  private Job reference(MessageJob job) {
    return new JobBuilder()
        .withNewMetadata()
        .withName(job.name())
        .withNamespace(namespace)
        .withUid(job.uid())
        .endMetadata()
        .build();
  }
}
