package dev.tidemill.operator.queue.protocol;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
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

  /** Creates it, or not. */
  JobStore.Answer create(SimulatedProcess process, Job job) {
    world.mustLead(process);
    Job named = world.broken == Broken.NAME ? renamed(job) : job;
    Optional<Job> there = world.cluster.read(named.getMetadata().getName());
    if (there.isPresent()) {
      return new JobStore.Answer.Exists(there.get(), false);
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
    world.keys.checked(SimulatedCluster.view(job).messageId(), process.told);
    world.keys.created(
        SimulatedCluster.view(job).messageId(), world.cluster, world.users.meddled());
    Job created = world.cluster.create(named, world.policy().retries());
    world.announce(created);
    return new JobStore.Answer.Exists(created, true);
  }

  private Job renamed(Job job) {
    String name = job.getMetadata().getName() + "-" + world.random.nextInt(1_000_000);
    return new JobBuilder(job).editMetadata().withName(name).endMetadata().build();
  }
}
