package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.kube.Created;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs one random chain in a random world until it has ended; the same seed does the same.
 *
 * <p>A pass runs only when a real operator would run it: an event came, its own timer is due, or
 * the pass before has failed.
 */
final class ChainSimulation {
  private static final int MOVES_MAX = 20_000;
  private static final int CALM_AFTER = 600;

  private final Random random;
  private final SimulatedClock clock = new SimulatedClock();
  private final ChainInvariants invariants = new ChainInvariants();
  private final SimulatedApi api;
  private ChainPass pass;
  private boolean triggered = true;
  private @Nullable Instant timer;
  private int crashes;

  ChainSimulation(long seed) {
    random = new Random(seed);
    api = new SimulatedApi(SimulatedChains.random(random), random, clock, invariants);
    api.meanwhile(() -> {
      if (random.nextInt(20) == 0) {
        world();
      }
    });
    pass = process();
  }

  /** What a run was like, to see that the runs are worth something. */
  record Report(JobChain chain, int creates, int crashes) {}

  Report run() {
    for (int move = 0; !over(); move++) {
      if (move > MOVES_MAX) {
        throw new AssertionError("the chain does not end: " + api.chain().getStatus());
      }
      boolean calm = move > CALM_AFTER;
      api.faults(calm ? 0 : 0.02);
      api.admission(job -> calm ? Optional.empty() : admission());
      if (calm && Boolean.TRUE.equals(api.chain().getSpec().suspend())) {
        edit(false, Boolean.TRUE.equals(api.chain().getSpec().cancel()));
      }
      move(calm);
    }
    invariants.atTheEnd(api.chain(), api.activeJobs());
    return new Report(api.chain(), invariants.creates(), crashes);
  }

  /** Now and then a quota is full, or a policy denies a Job. */
  private Optional<Created<Job>> admission() {
    return switch (random.nextInt(20)) {
      case 0 -> Optional.of(new Created.Rejected<>(403, "exceeded quota: jobs", List.of()));
      case 1 -> Optional.of(new Created.Rejected<>(422, "denied by a policy", List.of()));
      default -> Optional.empty();
    };
  }

  private void move(boolean calm) {
    switch (random.nextInt(8)) {
      case 0, 1 -> triggered |= api.deliver(1 + random.nextInt(4));
      case 2 -> clock.advance(Duration.ofMillis(random.nextInt(3_000)));
      case 3 -> world();
      case 4 -> user(calm);
      default -> passIfTriggered();
    }
  }

  private void world() {
    List<Job> active = api.activeJobs();
    if (!active.isEmpty()) {
      Job job = active.get(random.nextInt(active.size()));
      SimulatedJobs.happen(api, job, random, clock.instant(), invariants);
    }
  }

  private void user(boolean calm) {
    if (calm || random.nextInt(40) > 0) {
      return;
    }
    boolean cancelled = Boolean.TRUE.equals(api.chain().getSpec().cancel());
    edit(random.nextBoolean(), cancelled || random.nextInt(4) == 0);
  }

  private void edit(boolean suspend, boolean cancel) {
    api.edit(SimulatedChains.edited(api.chain(), suspend, cancel));
  }

  private void passIfTriggered() {
    Instant due = timer;
    if (!triggered && (due == null || clock.instant().isBefore(due))) {
      return;
    }
    triggered = false;
    try {
      timer = pass.run(api.cachedChain(), api.cachedJobs()).map(clock.instant()::plus).orElse(null);
    } catch (SimulatedApi.Crash crash) {
      crashes++;
      pass = process();
      api.relist();
      triggered = true;
    } catch (RuntimeException retried) {
      triggered = true;
    }
  }

  private boolean over() {
    return api.chain().getStatus() != null
        && api.chain().getStatus().completionTime() != null
        && !triggered
        && api.activeJobs().isEmpty();
  }

  private ChainPass process() {
    return new ChainPass(api, new SequentialRequests(), clock);
  }
}
