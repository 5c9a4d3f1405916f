package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The Jobs in the simulated API server, as one process has them. */
final class SimulatedJobStore implements JobStore {
  private final Simulation world;
  private final SimulatedProcess process;
  private final ToldAttempts attempts;
  private boolean told;

  SimulatedJobStore(Simulation world, SimulatedProcess process, List<MessageJob> cached) {
    this.world = world;
    this.process = process;
    this.attempts = new ToldAttempts(world, cached);
  }

  /** The process is told of a Job. */
  void tell(MessageJob job) {
    attempts.tell(job);
  }

  /** Whether the versions that are valid were there when they were last read. */
  boolean told() {
    return told;
  }

  @Override
  public Answer create(List<ConfigMap> maps, Attempt job, BooleanSupplier wanted) {
    assertThat(process.suspended()).as("starts though suspended").isFalse();
    maps.forEach(map ->
        process.call(() -> {
          world.mustLead(process);
          world.cluster.maps.add(map);
        }));
    if (world.creates.isLate(process, SimulatedKinds.stored(job))) {
      if (world.random.nextInt(4) > 0) {
        throw new Killed();
      }
      throw new IllegalStateException("no answer");
    }
    Answer answer =
        world.call(
            process,
            () ->
                wanted.getAsBoolean()
                    ? world.creates.create(process, SimulatedKinds.stored(job))
                    : new Answer.Unwanted());
    if (answer instanceof Answer.Exists exists) {
      MessageJob.of(exists.job()).ifPresent(attempts::tell);
    }
    return answer;
  }

  @Override
  public Optional<Answer.Refused> refusal(List<ConfigMap> maps, Attempt job) {
    return world.call(process, () -> world.refusals.of(SimulatedKinds.stored(job)));
  }

  @Override
  public Optional<Attempt> read(Attempt.Kind kind, String name) {
    return world
        .call(process, () -> world.impostors.read(name).or(() -> world.cluster.read(kind, name)))
        .filter(job -> SimulatedKinds.kind(job) == kind)
        .filter(attempts::finds)
        .map(SimulatedKinds::seen);
  }

  @Override
  public List<ConfigMap> payload(String key) {
    return world.call(process, () -> world.cluster.maps.of(key));
  }

  @Override
  public Optional<Map<String, String>> configMap(String name) {
    Optional<Map<String, String>> found = world.call(process, world.keys::current);
    told = found.isPresent();
    return found.or(
        () -> world.broken == Broken.CURRENT ? Optional.of(Map.of()) : Optional.empty());
  }

  @Override
  public JobOutcome outcome(MessageJob job) {
    return world.call(process, job::outcome);
  }

  @Override
  public boolean leavesJobs(MessageJob chain) {
    return false;
  }

  @Override
  public Optional<Attempt> letGo(MessageJob job, BooleanSupplier wanted) {
    assertThat(process.suspended()).as("starts though suspended").isFalse();
    return world
        .call(
            process,
            () -> {
              world.mustLead(process);
              if (!wanted.getAsBoolean()) {
                return world
                    .cluster
                    .read(job.kind(), job.name())
                    .filter(live -> live.getMetadata().getUid().equals(job.uid()));
              }
              world.keys.checked(job.messageId(), told);
              world.keys.created(job.messageId(), world.cluster, world.meddled());
              return world.letGo(job);
            })
        .map(SimulatedKinds::seen);
  }

  @Override
  public Optional<MessageJob> stop(MessageJob job) {
    return world.call(
        process,
        () -> {
          Optional<MessageJob> over = world.cluster.ended(job);
          if (over.isEmpty()) {
            world.remove(job);
          }
          return over;
        });
  }

  @Override
  public void remove(MessageJob job) {
    process.call(() -> {
      world.remove(job);
    });
  }

  @Override
  public void removePayload(String key) {
    process.call(() -> {
      world.mustLead(process);
      world.cluster.removePayload(key);
    });
  }

  @Override
  public void note(MessageJob job, String handle, Instant received) {
    process.call(() -> {
      world.cluster.note(job, handle, received);
    });
  }
}
