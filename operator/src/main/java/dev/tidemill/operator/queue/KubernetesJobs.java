package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.kube.BusyException;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.HeldJob;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.protocol.JobStore;
import dev.tidemill.operator.queue.protocol.MessageJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
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
import java.util.function.Function;
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
  private final ChainCheck chains;
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
    this.chains = new ChainCheck(cluster);
  }

  @Override
  public Answer create(List<ConfigMap> maps, Attempt job, BooleanSupplier wanted) {
    Optional<Answer.Refused> tooLarge = tooLarge(job);
    if (tooLarge.isPresent()) {
      return tooLarge.get();
    }
    creates.take(path);
    try {
      Optional<Answer.Refused> notStarting = notStarting(job);
      if (notStarting.isPresent()) {
        return notStarting.get();
      }
      for (ConfigMap map : maps) {
        checkOpen();
        switch (cluster.applier().create(map)) {
          case Created.Done<ConfigMap> _, Created.AlreadyOurs<ConfigMap> _ -> {}
          case Created.Foreign<ConfigMap> foreign -> {
            return Refusals.taken(foreign.object());
          }
          case Created.Rejected<ConfigMap> rejected -> {
            return Refusals.refused("ConfigMap " + map.getMetadata().getName(), rejected);
          }
        }
      }
      checkOpen();
      if (!wanted.getAsBoolean()) {
        return new Answer.Unwanted();
      }
      return switch (job) {
        case Attempt.OfJob(Job object) -> create(job, object, Attempt.OfJob::new);
        case Attempt.OfChain(JobChain object) -> create(job, object, Attempt.OfChain::new);
      };
    } catch (BusyException busy) {
      return new Answer.Later(busy.after(), String.valueOf(busy.getMessage()));
    } finally {
      creates.giveBack();
    }
  }

  private <T extends HasMetadata> Answer create(
      Attempt job, T object, Function<T, Attempt> attempt) {
    return switch (cluster.applier().create(object)) {
      case Created.Done<T> done -> new Answer.Exists(attempt.apply(done.object()), true);
      case Created.AlreadyOurs<T> ours -> new Answer.Exists(attempt.apply(ours.object()), false);
      case Created.Foreign<T> foreign -> Refusals.taken(foreign.object());
      case Created.Rejected<T> rejected -> Refusals.refused(Refusals.named(job), rejected);
    };
  }

  private Optional<Answer.Refused> tooLarge(Attempt job) {
    return chains
        .tooLarge(job)
        .map(why ->
            new Answer.Refused(
                "JobRefused", Refusals.named(job) + " is refused: " + why, Blame.TEMPLATE));
  }

  private Optional<Answer.Refused> notStarting(Attempt job) {
    return chains
        .refusal(job)
        .map(r -> Refusals.refused("the first Job of " + Refusals.named(job), r));
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

  @Override
  public Optional<Answer.Refused> refusal(List<ConfigMap> maps, Attempt job) {
    return tooLarge(job)
        .or(() -> notStarting(job))
        .or(() ->
            Stream.<HasMetadata>concat(maps.stream(), Stream.of(job.object()))
                .flatMap(o -> cluster.applier().refusal(o).stream())
                .findFirst()
                .map(rejected -> Refusals.refused(Refusals.named(job), rejected)));
  }

  @Override
  public Optional<Attempt> read(Attempt.Kind kind, String name) {
    return switch (kind) {
      case JOB -> get(Job.class, name).map(Attempt.OfJob::new);
      case CHAIN -> get(JobChain.class, name).map(Attempt.OfChain::new);
    };
  }

  private <T extends HasMetadata> Optional<T> get(Class<T> type, String name) {
    return Optional.ofNullable(client.resources(type).inNamespace(namespace).withName(name).get());
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
    return read(job.kind(), job.name()).map(new LiveOutcome(client)::of).orElse(job.outcome());
  }

  @Override
  public boolean leavesJobs(MessageJob chain) {
    return new LiveOutcome(client).jobsRun(namespace, chain.name(), chain.uid());
  }

  private Optional<Attempt> read(MessageJob job) {
    return read(job.kind(), job.name()).filter(live -> job.uid().equals(live.metadata().getUid()));
  }

  @Override
  public Optional<Attempt> letGo(MessageJob job, BooleanSupplier wanted) {
    creates.take(path);
    try {
      Optional<Attempt> live = read(job);
      boolean goes = live.filter(HeldJob::goes).isPresent() && wanted.getAsBoolean();
      return goes ? patched(job, live.get()) : live;
    } finally {
      creates.giveBack();
    }
  }

  private Optional<Attempt> patched(MessageJob job, Attempt live) {
    boolean byKueue = HeldJob.queued(live) && kueue.present();
    checkOpen();
    cluster.gate().check();
    try {
      return Optional.of(
          Attempt.of(
              client
                  .resource(reference(job))
                  .patch(PatchContext.of(PatchType.JSON_MERGE), HeldJob.letGo(live, byKueue))));
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
      Optional<Attempt> live = read(job);
      Optional<MessageJob> over = live.map(job::asIn).filter(MessageJob::terminal);
      if (live.isEmpty()
          || over.isPresent()
          || cluster.applier().deleteUnchanged(live.get().object())) {
        return over;
      }
      // it has changed since it was read, and may have succeeded by that
    }
    throw new IllegalStateException(job.shown() + " changes while it is to be stopped");
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

  private HasMetadata reference(MessageJob job) {
    HasMetadata reference =
        switch (job.kind()) {
          case JOB -> new Job();
          case CHAIN -> new JobChain();
        };
    reference.setMetadata(
        new ObjectMetaBuilder()
            .withName(job.name())
            .withNamespace(namespace)
            .withUid(job.uid())
            .build());
    return reference;
  }
}
