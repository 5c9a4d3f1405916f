package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.ledger.Ledger;
import dev.tidemill.operator.queue.ledger.PlainStore;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.HeldJob;
import dev.tidemill.operator.queue.message.JobRenderer;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Place;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The outside of one flow, which does as a test says. */
final class Outside implements JobStore, Agenda {
  final SimulatedClock clock = new SimulatedClock();
  final PlainStore store;
  final Ledger ledger;
  final OutsideQueue queue = new OutsideQueue();
  final OutsideJournal journal = new OutsideJournal();
  final Map<String, Job> jobs = new HashMap<>();
  final Map<String, Map<String, String>> configMaps = new HashMap<>();
  final Map<String, Instant> agenda = new HashMap<>();
  final List<String> noted = new ArrayList<>();
  final MessageFlow flow;
  Function<Job, Optional<Answer.Refused>> refuses = _ -> Optional.empty();
  Optional<JobOutcome> pods = Optional.empty();
  int configMapReads;
  int hiccups;
  Optional<Duration> busy = Optional.empty();
  int creates;
  final OutsideSchedules schedules = new OutsideSchedules();
  boolean lettingGoFails;
  boolean removesFail;
  boolean leavesJobs;
  int receives = 1;

  /** What happens while a Job waits for its turn. */
  Runnable inTurn = () -> {};

  /** The Jobs that were removed, each with whether the end of its message was durable before. */
  final List<String> removed = new ArrayList<>();

  /** Whether a Job is created and nobody is told. */
  boolean answersLost;

  Outside(Triggers trigger) {
    this(trigger, new PlainStore());
  }

  /** With a ledger that another flow has written. */
  Outside(Triggers trigger, PlainStore store) {
    this.store = store;
    ledger = Ledger.open(store, Instant.EPOCH, false, Instant.EPOCH);
    flow =
        new MessageFlow(
            new Ports(
                queue,
                this,
                ledger,
                this,
                journal,
                clock,
                clock::nanos,
                () -> Duration.ofDays(4),
                "http://sqs/q",
                schedules,
                JsonBody::new,
                AttributesJson::write,
                AttributesJson::read),
            trigger.policy());
  }

  void configure(Triggers trigger) {
    flow.configure(trigger.policy());
  }

  static String key(String id) {
    return JobRenderer.key(Triggers.UID, id);
  }

  static String name(String id, int attempt) {
    return JobRenderer.name("loads", key(id), attempt);
  }

  Phase phase(String id) {
    Tracked tracked = flow.tracking().find(key(id));
    return tracked == null ? Phase.FRESH : tracked.phase();
  }

  void receive(String id, String body) {
    receive(id, body, clock.instant());
  }

  void receive(String id, String body, Instant sent) {
    Instant now = clock.instant();
    flow.received(new Message(id, id + "#" + now, body, Map.of(), sent, now, receives, null));
  }

  /** Receives from a group of a FIFO queue. */
  void receive(String id, Place place) {
    receive(id, place, "a");
  }

  void receive(String id, Place place, String body) {
    Instant now = clock.instant();
    flow.received(new Message(id, id + "#" + now, body, Map.of(), now, now, 1, place));
  }

  /** Lets time pass, and calls what is due. */
  void pass(Duration time) {
    clock.advance(time);
    List<String> due =
        agenda.entrySet().stream()
            .filter(e -> !e.getValue().isAfter(clock.instant()))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(key -> {
      agenda.remove(key);
      flow.advance(key);
    });
  }

  /** Ends a Job; the cache does not tell of it. */
  Job end(String id, int attempt, String how) {
    Job done = OutsideEnds.ended(job(id, attempt), how, clock.instant());
    jobs.put(done.getMetadata().getName(), done);
    return done;
  }

  /** Calls what was asked to be called. */
  void advance(String id) {
    agenda.remove(key(id));
    flow.advance(key(id));
  }

  /** Ends a Job, and lets the flow see it. */
  void ends(String id, int attempt, String how) {
    flow.seen(view(end(id, attempt, how)));
    pass(Duration.ZERO);
  }

  /** The cache has a Job no more. */
  void leaves(String id, int attempt) {
    flow.gone(seen(id, attempt));
  }

  /** A Job that is there. */
  Job job(String id, int attempt) {
    return Objects.requireNonNull(jobs.get(name(id, attempt)));
  }

  /** The same as the cache would have it. */
  MessageJob seen(String id, int attempt) {
    return view(job(id, attempt));
  }

  private static MessageJob view(Job job) {
    return MessageJob.of(SimulatedKinds.seen(job)).orElseThrow();
  }

  @Override
  public Answer create(List<ConfigMap> maps, Attempt attempt, BooleanSupplier wanted) {
    inTurn.run();
    if (!wanted.getAsBoolean()) {
      return new Answer.Unwanted();
    }
    Job job = SimulatedKinds.stored(attempt);
    creates++;
    if (hiccups-- > 0) {
      throw new IllegalStateException("no answer");
    }
    if (busy.isPresent()) {
      return new Answer.Later(busy.get(), "too many requests");
    }
    String name = job.getMetadata().getName();
    Optional<Answer.Refused> refusal = refuses.apply(job);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Attempt> there = read(attempt.kind(), name);
    if (there.isPresent()) {
      return new Answer.Exists(there.get(), false);
    }
    Job made =
        new JobBuilder(job)
            .editMetadata()
            .withUid("uid-" + creates)
            .withCreationTimestamp(Times.format(clock.instant()))
            .endMetadata()
            .build();
    jobs.put(name, made);
    if (answersLost) {
      throw new IllegalStateException("no answer");
    }
    return new Answer.Exists(SimulatedKinds.seen(made), true);
  }

  @Override
  public Optional<Answer.Refused> refusal(List<ConfigMap> maps, Attempt job) {
    return refuses.apply(SimulatedKinds.stored(job));
  }

  @Override
  public Optional<Attempt> read(Attempt.Kind kind, String name) {
    return Optional.ofNullable(jobs.get(name))
        .filter(job -> SimulatedKinds.kind(job) == kind)
        .map(SimulatedKinds::seen);
  }

  @Override
  public List<ConfigMap> payload(String key) {
    return List.of();
  }

  @Override
  public Optional<Map<String, String>> configMap(String name) {
    configMapReads++;
    return Optional.ofNullable(configMaps.get(name));
  }

  @Override
  public JobOutcome outcome(MessageJob job) {
    return pods.orElse(job.outcome());
  }

  @Override
  public boolean leavesJobs(MessageJob chain) {
    return leavesJobs;
  }

  @Override
  public Optional<Attempt> letGo(MessageJob job, BooleanSupplier wanted) {
    inTurn.run();
    if (lettingGoFails) {
      throw new IllegalStateException("no patch");
    }
    Optional<Job> there =
        Optional.ofNullable(jobs.get(job.name()))
            .filter(live -> live.getMetadata().getUid().equals(job.uid()))
            .map(live ->
                HeldJob.goes(SimulatedKinds.seen(live)) && wanted.getAsBoolean()
                    ? SimulatedHolds.started(live)
                    : live);
    there.ifPresent(live -> jobs.put(job.name(), live));
    return there.map(SimulatedKinds::seen);
  }

  @Override
  public Optional<MessageJob> stop(MessageJob job) {
    Optional<MessageJob> over =
        read(job.kind(), job.name()).map(job::asIn).filter(MessageJob::terminal);
    if (over.isEmpty()) {
      remove(job);
    }
    return over;
  }

  @Override
  public void remove(MessageJob job) {
    if (removesFail) {
      throw new IllegalStateException("no remove");
    }
    removed.add(job.name() + (ledger.durable(job.key()) ? " durable" : ""));
    jobs.remove(job.name());
  }

  @Override
  public void removePayload(String key) {}

  @Override
  public void note(MessageJob job, String handle, Instant received) {
    noted.add(handle);
    jobs.computeIfPresent(job.name(), (_, live) -> SimulatedCluster.noted(live, handle, received));
  }

  @Override
  public void at(String key, Instant time) {
    agenda.merge(key, time, (a, b) -> a.isBefore(b) ? a : b);
  }
}
