package dev.tidemill.operator.queue.protocol;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Answers the creates of Jobs as an API server may. */
final class SimulatedCreates {
  private final Simulation world;

  /** Decides when the API server wants to be asked later, apart from all else. */
  private final Random busy;

  SimulatedCreates(Simulation world, Random busy) {
    this.world = world;
    this.busy = busy;
  }

  /** What was sent and arrives after whoever sent it waits no more, and when at the latest. */
  private final Map<Job, Instant> underWay = new LinkedHashMap<>();

  /** Whether something has yet to arrive. */
  boolean underWay() {
    return !underWay.isEmpty();
  }

  /** Whether a create has no answer, and is carried out later. */
  boolean isLate(SimulatedProcess process, Job job) {
    if (world.calm() || busy.nextInt(15) != 0) {
      return false;
    }
    world.mustLead(process);
    long millis = busy.nextLong(Inheritance.LATEST_CREATE.toMillis());
    underWay.put(job, world.clock.instant().plusMillis(millis));
    return true;
  }

  /**
   * Carries out what is late by now, where the message would run something else by now. Where it
   * would run the same, the name of that sees to it that it is one object.
   */
  void land() {
    Instant now = world.clock.instant();
    List<Job> due =
        underWay.entrySet().stream()
            .filter(e -> !e.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
    for (Job job : due) {
      underWay.remove(job);
      String id = SimulatedCluster.view(job).messageId();
      if (world.otherwise(job)
          && world.cluster.neverMade(job)
          && !world.uncertain().contains(id)
          && world.refusals.of(job).isEmpty()) {
        // with a handle by which it is not renewed if whoever knows a better one dies now
        world.queue.mayLapse(id);
        world.announce(world.cluster.create(job, world.policy().retries()));
      }
    }
  }

  /** Creates it, or not. */
  JobStore.Answer create(SimulatedProcess process, Job job) {
    world.mustLead(process);
    Job named = world.broken == Broken.NAME ? renamed(job) : job;
    Optional<Job> there =
        world.cluster.read(SimulatedKinds.kind(job), named.getMetadata().getName());
    if (there.isPresent()) {
      return new JobStore.Answer.Exists(SimulatedKinds.seen(there.get()), false);
    }
    Optional<JobStore.Answer> taken = world.impostors.answer(job, world.broken == Broken.OWNER);
    if (taken.isPresent()) {
      return taken.get();
    }
    if (!world.calm() && busy.nextInt(20) == 0) {
      return new JobStore.Answer.Later(Duration.ofSeconds(busy.nextInt(10)), "busy");
    }
    Optional<JobStore.Answer.Refused> refusal = world.refusals.of(job);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (world.broken == Broken.ORDER) {
      world.deleted(world.queue.delete(SimulatedCluster.view(job).handle()));
    }
    world.keys.checked(SimulatedCluster.view(job).messageId(), process.told());
    world.keys.created(
        SimulatedCluster.view(job).messageId(), world.cluster, world.users.meddled());
    Job created = world.cluster.create(named, world.policy().retries());
    world.announce(created);
    return new JobStore.Answer.Exists(SimulatedKinds.seen(created), true);
  }

  private Job renamed(Job job) {
    String name = job.getMetadata().getName() + "-" + world.random.nextInt(1_000_000);
    return new JobBuilder(job).editMetadata().withName(name).endMetadata().build();
  }
}
