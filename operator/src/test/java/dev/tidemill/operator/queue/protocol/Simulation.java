package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.LedgerStore;
import dev.tidemill.operator.queue.message.JobRenderer;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trigger's life under faults, all of it decided by a seed: a process may be killed, or stopped
 * while another takes over and then go on, before and after each call to the outside; calls fail,
 * answers are lost, messages come twice, caches lag.
 */
final class Simulation {
  /** A part of the protocol that is left out, to see that this is noticed. */
  enum Broken {
    /** All of it is there. */
    NOTHING,
    /** A deposed process may create. */
    LEASE,
    /** A deposed process may write the ledger. */
    EPOCH,
    /** A successor does not know what was settled. */
    LEDGER
  }

  private static final int STEPS = 250;
  private static final int CALM_STEPS = 6_000;
  private static final List<String> FAILURES =
      List.of("onFailure: Release", "onFailure: Delete", "onFailure: DeadLetter");

  final Random random;
  final SimulatedClock clock = new SimulatedClock();
  final SimulatedQueue queue;
  final SimulatedCluster cluster;
  final TriggerPolicy policy;
  final Broken broken;
  final List<Deque<Runnable>> inboxes = new ArrayList<>();
  private final List<String> messages;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private @Nullable SimulatedProcess leader;
  private boolean faults = true;
  private int depth;

  Simulation(long seed, Broken broken) {
    this.random = new Random(seed);
    this.broken = broken;
    this.queue = new SimulatedQueue(clock, random);
    this.cluster = new SimulatedCluster(clock, queue, random);
    this.policy = TriggerPolicy.of(trigger().build());
    this.messages = IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> "m" + i).toList();
  }

  private Triggers trigger() {
    return Triggers.trigger()
        .with("acknowledge: " + (random.nextInt(3) == 0 ? "OnJobCreated" : "OnJobSucceeded"))
        .with("maxConcurrentJobs: " + (1 + random.nextInt(3)))
        .with("retry: {limit: " + random.nextInt(3) + ", delay: 5s}")
        .with(FAILURES.get(random.nextInt(FAILURES.size())))
        .with("successfulJobsHistoryLimit: 0")
        .with("failedJobsHistoryLimit: 0")
        .with("deadLetter: {sqs: {queueName: dead}}")
        .with(
            "routes: [{name: ok, match: {body: ok}, jobTemplate: {spec: {template: {spec: {}}}}}]");
  }

  /** Runs it; an invariant that is broken throws. */
  void run() {
    messages.forEach(id -> queue.send(id, random.nextInt(6) == 0 ? "bad" : "ok"));
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    faults = false;
    queue.faults = false;
    for (int i = 0; i < CALM_STEPS && !settled(); i++) {
      step();
    }
    assertThat(settled()).as("everything is settled once faults stop").isTrue();
    checkTotals();
  }

  private void step() {
    clock.advance(Duration.ofMillis(random.nextInt(2_000)));
    if (faults && random.nextInt(40) == 0) {
      clock.advance(Duration.ofSeconds(45));
    }
    if (random.nextInt(4) == 0) {
      cluster.endOne(faults ? 3 : 0).ifPresent(this::announce);
    }
    processes.removeIf(p -> p.ended || (p != leader && random.nextInt(10) == 0));
    if (leader == null || leader.ended) {
      takeOffice();
    } else {
      processes.get(random.nextInt(processes.size())).act();
    }
  }

  private void takeOffice() {
    leader = null;
    try {
      SimulatedProcess next = new SimulatedProcess(this);
      leader = next;
      processes.add(next);
    } catch (Killed | RuntimeException e) {
      // killed, or the API server did not answer: another one tries
    }
  }

  /** A call to the outside: before and after it anything may happen. */
  <T> T call(SimulatedProcess process, Supplier<T> effect) {
    upset(process);
    T answer = effect.get();
    upset(process);
    return answer;
  }

  private void upset(SimulatedProcess process) {
    if (!faults) {
      return;
    }
    switch (random.nextInt(100)) {
      case 0 -> throw new Killed();
      case 1, 2 -> throw new IllegalStateException("no answer");
      case 3 -> stop(process);
      default -> {}
    }
  }

  /** The process stands still; another one takes over, works for a while; then it goes on. */
  private void stop(SimulatedProcess process) {
    if (process != leader || depth > 1) {
      return;
    }
    depth++;
    process.frozen = true;
    leader = null;
    clock.advance(Duration.ofSeconds(20));
    int steps = random.nextInt(80);
    for (int i = 0; i < steps; i++) {
      step();
    }
    process.frozen = false;
    depth--;
  }

  /** Creates a Job; the lease is looked at before, and nothing can come between. */
  JobStore.Answer create(SimulatedProcess process, Job job) {
    if (process != leader && broken != Broken.LEASE) {
      throw new IllegalStateException("not leading");
    }
    String name = job.getMetadata().getName();
    if (cluster.read(name).isPresent()) {
      return new JobStore.Answer.Exists(cluster.read(name).orElseThrow(), false);
    }
    Job created = cluster.create(job, policy.retries());
    announce(created);
    return new JobStore.Answer.Exists(created, true);
  }

  void remove(MessageJob job) {
    cluster.remove(job);
    processes.forEach(p -> p.miss(job));
  }

  private void announce(Job job) {
    processes.forEach(p -> p.see(job));
  }

  void epochLost(SimulatedProcess process) {
    assertThat(process).as("only a deposed process loses its epoch").isNotSameAs(leader);
    process.ended = true;
  }

  LedgerStore.Stored asRemembered(LedgerStore.Stored stored) {
    return broken == Broken.LEDGER
        ? new LedgerStore.Stored(
            stored.version(), new LedgerStore.Content(stored.content().facts(), ""))
        : stored;
  }

  /** Checks that a message which was just deleted may have been. */
  void deleted(SimulatedQueue.@Nullable Item item) {
    if (item == null) {
      return;
    }
    String key = JobRenderer.key(Triggers.UID, item.id);
    boolean fact =
        queue.dead(item.id)
            || cluster.succeeded().contains(item.id)
            || (policy.early() && cluster.everCreated(key))
            || (policy.onFailure() == dev.tidemill.api.v1alpha1.MessageOutcome.DELETE
                && cluster.anyEnded(key));
    assertThat(fact).as("%s is deleted for a reason", item.id).isTrue();
  }

  private boolean settled() {
    SimulatedProcess now = leader;
    return now != null
        && queue.empty()
        && withJobs().allMatch(id -> now.fact(id) instanceof Entry.Done)
        && cluster.list().stream().allMatch(j -> SimulatedCluster.view(j).terminal());
  }

  private Stream<String> withJobs() {
    return messages.stream().filter(id -> cluster.everCreated(JobRenderer.key(Triggers.UID, id)));
  }

  private void checkTotals() {
    SimulatedProcess now = Objects.requireNonNull(leader);
    // a message that needed no Job may be missing after a crash
    assertThat(now.ledger().totals().known()).isBetween(withJobs().count(), (long) messages.size());
    assertThat(now.ledger().totals().succeeded()).isEqualTo(cluster.succeeded().size());
  }
}
