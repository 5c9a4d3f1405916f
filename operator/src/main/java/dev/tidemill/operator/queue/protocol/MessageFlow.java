package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.JobRenderer;
import dev.tidemill.operator.queue.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The life of all messages of one trigger, from receive to settlement: the one place where the
 * rules of the delivery protocol come together.
 *
 * <p>Everything that it is told may be told twice, late, or after a restart; each method takes the
 * next step from what is known, and may be stopped between any two calls to the outside.
 */
public final class MessageFlow {
  /** How often what waits asks whether its trigger is still suspended. */
  static final Duration SUSPENDED = Duration.ofSeconds(5);

  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** Source: the API reference of Amazon SQS, {@code ReceiveMessage}. */
  private static final int LARGEST_BATCH = 10;

  /** A body may have a million: room for a few of those, or thousands of the usual. */
  private static final long MOST_HELD_CHARS = 16L << 20;

  private final Ports ports;
  private final Slots slots = new Slots();
  private final StartGate gate = new StartGate();
  private final Tracking tracking = new Tracking(slots, this::soon);
  private final Letters letters;
  private final Recall recall;
  private final Superseder superseder;
  private final CurrentVersions current;
  private final Admission admission;
  private final Settler settler;
  private volatile TriggerPolicy policy;

  /** Starts with nothing known; see {@link #resume}. */
  public MessageFlow(Ports ports, TriggerPolicy policy) {
    this.ports = ports;
    this.policy = policy;
    this.letters = new Letters(ports);
    Turns turns = new Turns(ports, slots);
    this.recall = new Recall(ports, tracking.groups());
    this.superseder = new Superseder(ports, tracking);
    Jobless jobless = new Jobless(ports, superseder, this::advance);
    this.current = new CurrentVersions(ports, tracking);
    VersionCheck versions = new VersionCheck(ports, superseder, current);
    Planner planner = new Planner(ports);
    Starter starter = new Starter(ports, tracking, gate, planner, jobless, versions);
    this.settler = new Settler(ports, tracking, turns, gate, starter, versions, superseder);
    this.admission =
        new Admission(ports, tracking.groups(), turns, gate, superseder, planner, starter, settler);
  }

  /** What holds for new Jobs from now on. */
  public void configure(TriggerPolicy changed) {
    Instant now = ports.clock().instant();
    policy = changed;
    gate.hurry(now);
    current.configured();
    tracking.hurry(ports.agenda(), now);
    slots.changes().note();
  }

  /** What holds now. */
  public TriggerPolicy policy() {
    return policy;
  }

  /** What may start. */
  public Slots slots() {
    return slots;
  }

  /** Whether anything can start. */
  public StartGate gate() {
    return gate;
  }

  /** Why nothing can start, or else why some messages cannot. */
  public Optional<Obstacle> obstacle() {
    return gate.obstacle().or(current::obstacle);
  }

  /** Whether all messages that are known of are settled. */
  public boolean idle() {
    return tracking.all().stream().allMatch(t -> t.phase() == Phase.SETTLED);
  }

  /**
   * How many messages one call may bring. A FIFO queue fills it with messages of one group, of
   * which only the first could start: the others would have been received for nothing.
   */
  public int batch() {
    return ports.queue().fifo() ? 1 : LARGEST_BATCH;
  }

  /** Whether so much is held that nothing more is to be received: it is in memory. */
  public boolean crowded() {
    long held = ports.queue().fifo() ? tracking.groups().heldChars() : current.heldChars();
    return held >= MOST_HELD_CHARS;
  }

  Tracking tracking() {
    return tracking;
  }

  Ports ports() {
    return ports;
  }

  /** Takes up all Jobs that are there; called once, before anything is received. */
  public void resume(Collection<MessageJob> jobs) {
    jobs.stream().filter(this::ours).forEach(this::note);
    // where a server does not number them, those of a group are in the order of their sending
    tracking.all().stream().sorted(Recall.SENT).forEach(this::recall);
  }

  /** What it occupies, and whom of its group it precedes, is known before anything is received. */
  private void recall(Tracked known) {
    Tracked tracked = tracking.lock(known.key);
    try {
      boolean _ = recall.recalled(policy, tracked);
    } finally {
      tracked.lock.unlock();
    }
    soon(tracked.key);
  }

  private void soon(String key) {
    ports.agenda().at(key, ports.clock().instant());
  }

  /** Takes note of a Job as the cache has it; never blocks. */
  public void seen(MessageJob job) {
    if (ours(job)) {
      note(job);
      soon(job.key());
    }
  }

  private void note(MessageJob job) {
    tracking.note(job);
    superseder.learn(policy, job);
  }

  /** Somebody may have copied a Job by hand, with all that is written on it but its name. */
  private boolean ours(MessageJob job) {
    return job.name().equals(JobRenderer.name(policy.name(), job.key(), job.attempt()));
  }

  /** Takes note that a Job has left the cache; never blocks. */
  public void gone(MessageJob job) {
    Tracked tracked = tracking.find(job.key());
    if (tracked != null && ours(job)) {
      if (job.succeeded()) {
        tracked.success = job;
      }
      tracked.jobs.computeIfPresent(
          job.attempt(), (_, known) -> known.uid().equals(job.uid()) ? null : known);
      soon(job.key());
    }
  }

  /** Does what a received message asks for; returns when it has its Job, or is known to wait. */
  public void received(Message message) {
    String key = JobRenderer.key(policy.trigger().getMetadata().getUid(), message.id());
    Tracked tracked = tracking.lock(key);
    try {
      take(tracked, message);
    } catch (RuntimeException e) {
      ports.agenda().at(key, ports.clock().instant().plus(AGAIN));
      throw e;
    } finally {
      tracking.discardIfOver(tracked);
      tracked.lock.unlock();
    }
  }

  private void take(Tracked tracked, Message message) {
    try {
      if (tracked.phase() == Phase.FRESH && !tracked.jobless()) {
        takeUp(tracked);
      }
    } finally {
      // the handle is good even if what follows from the Job cannot be done now
      note(tracked, message);
    }
    MessageDecider.Seen seen =
        new MessageDecider.Seen(
            tracked.phase(),
            tracked.attempt,
            tracked.early,
            tracked.releasedUntil,
            ports.ledger().fact(tracked.key));
    switch (MessageDecider.decide(seen, ports.clock().instant())) {
      case MessageDecider.DeleteAgain _ -> {
        superseder.remember(tracked);
        letters.deleteAgain(tracked);
      }
      case MessageDecider.Hide hide -> letters.hide(tracked, hide.rest());
      case MessageDecider.Adopt _ -> adopt(tracked, message);
      case MessageDecider.Start start -> admission.begin(policy, tracked, message, start.attempt());
    }
  }

  private void note(Tracked tracked, Message message) {
    tracked.addHandle(message.handle());
    tracked.handleValid = true;
    tracked.receivedHere = true;
    tracked.sent = message.sentTime();
    tracked.received = message.receivedTime();
    tracked.renewAt = ports.nanos().getAsLong() + Renewals.period(policy.visibility()).toNanos();
  }

  private void adopt(Tracked tracked, Message message) {
    if (tracked.message != null) {
      tracked.message = message;
    }
    MessageJob job = tracked.newest();
    if (job != null) {
      ports.jobs().note(job, message.handle(), message.receivedTime());
    }
  }

  /**
   * Takes the next step of a message; called by the agenda.
   *
   * @throws RuntimeException if the outside did not answer as it should: call again later
   */
  public void advance(String key) {
    Tracked found = tracking.find(key);
    if (found == null) {
      return;
    }
    Tracked tracked = tracking.lock(key);
    try {
      step(tracked);
    } catch (RuntimeException e) {
      tracking.groups().stuck(tracked);
      throw e;
    } finally {
      tracking.discardIfOver(tracked);
      tracked.lock.unlock();
    }
  }

  private void step(Tracked tracked) {
    switch (tracked.phase()) {
      case FRESH -> {
        if (!tracked.jobless()) {
          takeUp(tracked);
        }
      }
      case HELD, STARTING -> {
        Message held = tracked.message;
        if (held != null) {
          admission.goOn(policy, tracked, held.withHandle(tracked.newestHandle()));
        }
      }
      case DELAYED, RUNNING, SETTLING, WAITING -> settler.settle(policy, tracked);
      case RELEASED -> {
        MessageJob newest = tracked.newest();
        if (newest != null && newest.attempt() > tracked.attempt) {
          takeUp(tracked);
        } else if (tracked.hideAgain) {
          letters.hideAgain(tracked);
        }
      }
      case SETTLED -> {
        // a Job of it may have been made by another process, or before its answer was known
        boolean _ = superseder.ended(policy, tracked);
      }
    }
  }

  /** Begins with a message of which only Jobs are known: another process made them. */
  private void takeUp(Tracked tracked) {
    if (recall.recalled(policy, tracked)) {
      settler.settle(policy, tracked);
    }
  }
}
