package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A world of one schedule: an API server that refuses some runs, loses some writes to others and
 * removes what its TTL ends, a cache that lags behind it, runs that end, runs by hand, and an
 * operator that may die before and after each of its calls. Everything comes from one seed.
 */
final class TickSimulation {
  private final Random random;
  private final ScheduleBuilder builder;
  private final Map<String, Run> server = new LinkedHashMap<>();
  private final Map<String, Run> cache = new LinkedHashMap<>();
  private final Map<String, Run> recent = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private final Map<String, Integer> creates = new HashMap<>();
  private final Map<String, Integer> byHand = new HashMap<>();
  private final Set<String> expiring = new HashSet<>();
  private @Nullable BatchScheduleStatus status;
  private Instant now = Instant.parse(ScheduleBuilder.CREATED);
  private boolean calm;
  private int requests;

  TickSimulation(long seed, ScheduleBuilder builder) {
    this.random = new Random(seed);
    this.builder = builder;
  }

  /** Lives through a number of steps with faults, then in calm until nothing is left to do. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      now =
          now.plusMillis(
              random.nextInt(20) == 0 ? random.nextInt(3_600_000) : random.nextInt(60_000));
      step();
    }
    calm = true;
    for (int i = 0; i < 10; i++) {
      now = now.plus(Duration.ofMillis(1));
      step();
    }
  }

  private void step() {
    if (random.nextInt(3) > 0 || calm) {
      cache.clear();
      cache.putAll(server);
    }
    if (random.nextInt(6) == 0 || calm) {
      server.replaceAll((name, run) -> run.active() ? ended(run) : run);
    }
    server.values().removeIf(run -> !run.active() && expiring.contains(run.name()));
    if (!calm && random.nextInt(8) == 0) {
      builder.run(List.of("a", "b", "c").get(random.nextInt(3)));
      requests++;
    }
    try {
      reconcile();
    } catch (Crash crash) {
      recent.clear();
      cache.clear();
      cache.putAll(server);
    }
  }

  private void reconcile() {
    var schedule = builder.status(status).build();
    recent.values().removeIf(run -> marked(run));
    var known = new LinkedHashMap<>(recent);
    known.putAll(cache);
    if (status != null) {
      // What the status calls active and the cache lacks is read live.
      status.active().stream()
          .filter(run -> !known.containsKey(run.name()) && server.containsKey(run.name()))
          .forEach(run -> known.put(run.name(), server.get(run.name())));
    }
    var request = ManualRequestReader.read(schedule).orElse(null);
    var seen = new Seen(List.copyOf(known.values()), null, request, null);
    var decision = new ScheduleDecider().decide(schedule, seen, now);
    boolean refused = false;
    for (var action : decision.actions()) {
      maybeCrash();
      refused = action instanceof ScheduleAction.CreateRun && !calm && random.nextInt(8) == 0;
      if (refused) {
        break;
      }
      apply(schedule, action);
      maybeCrash();
    }
    if (refused) {
      var refusal = seen.refused(Refusals.rejected("Job", "x", "no"));
      write(new ScheduleDecider().decide(schedule, refusal, now).status());
    } else if (!decision.starts()) {
      write(decision.status());
    }
    maybeCrash();
  }

  private void apply(BatchSchedule schedule, ScheduleAction action) {
    switch (action) {
      case ScheduleAction.CreateRun(var object) -> create(schedule, object);
      case ScheduleAction.ExpireRun(var job, var _) -> expiring.add(job.getMetadata().getName());
      case ScheduleAction.DeleteRun(var object) -> {
        server.remove(object.getMetadata().getName());
        cache.remove(object.getMetadata().getName());
        recent.remove(object.getMetadata().getName());
      }
      case ScheduleAction.AdoptRun _,
          ScheduleAction.CountRun _,
          ScheduleAction.CreateCronJob _,
          ScheduleAction.ReplaceCronJob _,
          ScheduleAction.OrphanCronJob _ ->
          violations.add("unexpected " + action);
    }
  }

  private void create(BatchSchedule schedule, HasMetadata object) {
    var name = object.getMetadata().getName();
    object.getMetadata().setUid("u-" + name);
    object.getMetadata().setCreationTimestamp(now.toString());
    var run = new RunReader(schedule).read(object).orElseThrow();
    if (((Job) object).getSpec().getTtlSecondsAfterFinished() != null) {
      expiring.add(name);
    }
    if (server.putIfAbsent(name, run) == null) {
      if (run.manual()) {
        // The same value, set again after another one, may well start a run again.
        byHand.merge(name + " of request " + requests, 1, Integer::sum);
      } else {
        creates.merge(name, 1, Integer::sum);
      }
      if (builder.forbids() && server.values().stream().filter(Run::active).count() > 1) {
        violations.add("two active runs under Forbid at " + now);
      }
    }
    recent.put(name, run);
  }

  private void write(BatchScheduleStatus next) {
    if (!calm && random.nextInt(8) == 0) {
      return; // somebody else has written in between
    }
    var before = status == null ? Instant.EPOCH : Instant.parse(status.handledThrough());
    if (Instant.parse(next.handledThrough()).isBefore(before)) {
      violations.add("the mark went back from " + before + " to " + next.handledThrough());
    }
    status = next;
  }

  private boolean marked(Run run) {
    if (run.manual()) {
      var value = run.object().getMetadata().getAnnotations().get(Labels.RUN);
      return status != null && Objects.equals(value, status.lastManualRun());
    }
    var through = status == null ? null : status.handledThrough();
    return through != null
        && run.scheduledTime() != null
        && !run.scheduledTime().isAfter(Instant.parse(through));
  }

  private Run ended(Run run) {
    var outcome = new JobOutcome.Succeeded();
    return new Run(
        run.object(), run.owner(), outcome, run.scheduledTime(), run.manual(), run.created(), now);
  }

  private void maybeCrash() {
    if (!calm && random.nextInt(8) == 0) {
      throw new Crash();
    }
  }

  /** What broke a promise, with the ticks that were made twice, lost, or counted wrongly. */
  List<String> violations() {
    twice(creates);
    twice(byHand);
    var through = Instant.parse(status == null ? ScheduleBuilder.CREATED : status.handledThrough());
    var cron = ((Timing.ByClock) Timing.of(builder.build().getSpec())).cron();
    long ticks = cron.due(Instant.parse(ScheduleBuilder.CREATED), through).count();
    var missed = status == null ? null : status.missed();
    long counted = creates.size() + (missed == null ? 0 : missed.count());
    if (ticks != counted) {
      violations.add("of " + ticks + " ticks " + counted + " were made or counted as missed");
    }
    if (cron.due(through, now).count() > 0) {
      violations.add("ticks after " + through + " are left at " + now);
    }
    return violations;
  }

  private void twice(Map<String, Integer> made) {
    made.forEach((name, count) -> {
      if (count > 1) {
        violations.add(name + " was created " + count + " times");
      }
    });
  }

  int created() {
    return creates.size();
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
