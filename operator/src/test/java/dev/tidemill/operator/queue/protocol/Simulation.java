package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.JobAnnotations;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A trigger's life under faults, all of it decided by a seed: a process may be killed, or stopped
 * while another takes over and then go on, before and after each call to the outside; calls fail,
 * answers are lost, messages come twice, caches lag.
 */
final class Simulation {
  private static final int STEPS = 250;
  private static final int CALM_STEPS = 6_000;

  final Random random;

  final SimulatedClock clock = new SimulatedClock();
  final SimulatedQueue queue;
  final SimulatedCluster cluster;
  final SimulatedCreates creates;
  final Broken broken;
  private final SimulatedSpec spec;
  final SimulatedProducer producer;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private @Nullable SimulatedProcess leader;
  final SimulatedUsers users;
  private boolean suspended;
  final SimulatedRefusals refusals = new SimulatedRefusals();
  final SimulatedKeys keys;
  final Impostors impostors = new Impostors();
  private boolean faults = true;
  private int depth;

  /** Jobs end after some seconds, or outlive several renewals. */
  private final int pace;

  Simulation(long seed, Broken broken) {
    this.random = new Random(seed);
    this.creates = new SimulatedCreates(this, new Random(~seed));
    this.broken = broken;
    this.pace = random.nextInt(5) == 0 ? 100 : 4;
    this.queue = new SimulatedQueue(clock, random, random.nextInt(3) == 0);
    this.cluster = new SimulatedCluster(clock, queue, random);
    this.users = new SimulatedUsers(this);
    this.keys = new SimulatedKeys(random, queue);
    this.spec = new SimulatedSpec(random, queue.fifo, keys, broken);
    this.producer = new SimulatedProducer(queue, keys, clock, random, STEPS);
  }

  TriggerPolicy policy() {
    return spec.policy(suspended);
  }

  Set<String> meddled() {
    return users.meddled();
  }

  boolean calm() {
    return !faults;
  }

  /** Runs it; an invariant that is broken throws. */
  void run() {
    for (int i = 0; i < STEPS; i++) {
      producer.send(i);
      step();
    }
    calmDown();
    int restartAt = random.nextBoolean() ? 30 : 200;
    for (int i = 0; i < CALM_STEPS && !settled(); i++) {
      if (i == restartAt && leader != null) {
        leader.resign();
        // what its successor has to release is not its own to put back, and lapses
        producer.messages().stream()
            .filter(id -> !cluster.goesOn(id) || users.meddled().contains(id))
            .forEach(queue::mayLapse);
      }
      step();
    }
    assertThat(settled()).as("all is settled once faults stop").isTrue();
    Set<String> uncounted = new HashSet<>(uncertain());
    producer.messages().stream().filter(this::forgotten).forEach(uncounted::add);
    SimulatedProcess last = Objects.requireNonNull(leader);
    new TotalsCheck(queue, cluster, keys, last::fact, producer.messages(), uncounted)
        .check(last.ledger().totals());
  }

  /** Messages with which others than the operator meddled: nobody may know what became of them. */
  Set<String> uncertain() {
    Set<String> uncertain = new HashSet<>(users.meddled());
    uncertain.addAll(queue.taken());
    return uncertain;
  }

  private void calmDown() {
    faults = false;
    queue.faults = false;
    refusals.end();
    impostors.end();
    keys.tellsCurrent = true;
    suspend(false);
  }

  private void step() {
    clock.advance(Duration.ofMillis(random.nextInt(2_000)));
    if (faults) {
      users.act();
    }
    creates.land();
    if (random.nextInt(pace) == 0) {
      cluster.endOne(faults ? 3 : 0).ifPresent(this::announce);
    }
    processes.removeIf(p -> p.ended || (p != leader && (!faults || random.nextInt(20) == 0)));
    if (leader == null || leader.ended) {
      takeOffice();
    } else {
      processes.get(random.nextInt(processes.size())).act();
    }
  }

  void suspend(boolean now) {
    suspended = now;
    configure();
  }

  /** A user makes its messages run something of the other kind. */
  void edit() {
    spec.edit();
    configure();
  }

  /** Whether the message of a Job would now run something of another kind, or nothing. */
  boolean otherwise(Job job) {
    boolean named = job.getMetadata().getAnnotations().containsKey(JobAnnotations.SCHEDULE);
    Attempt.Kind now = named ? users.kind() : spec.kind();
    return now != SimulatedKinds.kind(job);
  }

  private void configure() {
    processes.forEach(p -> p.configure(policy()));
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
    creates.land();
    int steps = random.nextInt(160);
    for (int i = 0; i < steps; i++) {
      step();
    }
    process.frozen = false;
    creates.land();
    depth--;
  }

  /** The lease is looked at before each create, and nothing can come between. */
  void mustLead(SimulatedProcess process) {
    if (process != leader && broken != Broken.LEASE) {
      throw new IllegalStateException("not leading");
    }
  }

  Optional<Job> letGo(MessageJob job) {
    Optional<Job> live = cluster.letGo(job);
    live.ifPresent(this::announce);
    return live;
  }

  void remove(MessageJob job) {
    cluster.remove(job);
    gone(job);
  }

  void gone(MessageJob job) {
    processes.forEach(p -> p.miss(job));
  }

  void announce(Job job) {
    if (!SimulatedCluster.labelled(job)) {
      return;
    }
    processes.forEach(p -> p.see(job));
  }

  void epochLost(SimulatedProcess process) {
    assertThat(process).as("only a deposed process loses its epoch").isNotSameAs(leader);
    process.ended = true;
  }

  void deleted(SimulatedQueue.@Nullable Item item) {
    if (item == null) {
      return;
    }
    if (keys.cancels(item.id)) {
      keys.finished(item.id, cluster, users.meddled());
    } else if (!keys.superseded(item.id) && !keys.cancelled(item.id)) {
      cluster.deleted(item.id, policy());
    }
  }

  @Override
  public String toString() {
    SimulatedProcess now = leader;
    return (queue.fifo ? "FIFO " : "")
        + producer.messages().stream()
            .map(id -> id + " " + (now == null ? "" : now.tells(id)) + " " + queue.item(id))
            .toList()
        + (policy().early() ? " early " : " ")
        + policy().onFailure()
        + " gate "
        + (now == null ? "" : now.gate())
        + " meddled with "
        + users.meddled()
        + " Jobs "
        + cluster.list().stream().map(SimulatedCluster::view).toList();
  }

  private boolean settled() {
    SimulatedProcess now = leader;
    return now != null
        && queue.empty()
        && producer.messages().stream()
            .filter(id -> cluster.everCreated(id) && !uncertain().contains(id))
            .allMatch(id -> now.fact(id) instanceof Entry.Done || forgotten(id))
        && cluster.list().stream().allMatch(j -> SimulatedCluster.view(j).terminal());
  }

  /** It ended without a further Job, and who ended it died before that was written. */
  private boolean forgotten(String id) {
    return queue.deadLetters().contains(id)
        && !(Objects.requireNonNull(leader).fact(id) instanceof Entry.Done)
        && cluster.list().stream().noneMatch(j -> SimulatedCluster.view(j).messageId().equals(id));
  }
}
