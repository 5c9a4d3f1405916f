package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.message.Keying;
import dev.tidemill.operator.queue.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes one attempt for a message: routes it, renders its Job, creates it. */
final class Starter {
  /** What came of it. */
  enum Came {
    /** The message has a Job, or needs none. */
    ON_ITS_WAY,
    /** Nobody can say yet whether it is to have one; it is called again. */
    WAITS,
    /** Its Job is refused, and that of another message would not be. */
    AT_FAULT,
    /** It is to be tried again; see {@link StartGate#later}. */
    LATER
  }

  private final Ports ports;
  private final Tracking tracking;
  private final StartGate gate;
  private final Letters letters;
  private final Inheritance inheritance;
  private final SoleAttempt sole;
  private final Planner planner;
  private final Jobless jobless;
  private final VersionCheck versions;

  Starter(
      Ports ports,
      Tracking tracking,
      StartGate gate,
      Planner planner,
      Jobless jobless,
      VersionCheck versions) {
    this.planner = planner;
    this.jobless = jobless;
    this.versions = versions;
    this.ports = ports;
    this.tracking = tracking;
    this.gate = gate;
    this.letters = new Letters(ports);
    this.inheritance = new Inheritance(ports);
    this.sole = new SoleAttempt(ports, tracking, inheritance);
  }

  /**
   * Makes the attempt of a message that was received, with the message's lock held and a slot of
   * its own; before its time its Job is held.
   */
  Came start(TriggerPolicy policy, Tracked tracked, Message message, int attempt) {
    return start(policy, tracked, message, attempt, ports.clock().instant());
  }

  /** Makes a further attempt of what has run: nothing holds that back. */
  Came startAgain(TriggerPolicy policy, Tracked tracked, Message message, int attempt) {
    return start(policy, tracked, message, attempt, Instant.MAX);
  }

  private Came start(
      TriggerPolicy policy, Tracked tracked, Message message, int attempt, Instant now) {
    MessagePlan.Decided plan;
    try {
      if (jobless.ended(tracked)) {
        return Came.ON_ITS_WAY;
      }
      Planner.Planned planned = planner.plan(policy, message);
      Optional<Instant> waits = inheritance.waits(policy, planned.written());
      if (waits.isPresent()) {
        tracked.askAgain = waits.get();
        return Came.LATER;
      }
      plan = planned.plan();
      if (sole.elsewhere(policy, tracked, message, attempt, plan)) {
        return Came.ON_ITS_WAY;
      }
    } catch (RuntimeException unknown) {
      return stumble(tracked, unknown);
    }
    return switch (plan) {
      case MessagePlan.NothingToRun _ -> {
        jobless.nothingToRun(tracked);
        yield Came.ON_ITS_WAY;
      }
      case MessagePlan.WithoutJob without -> {
        jobless.withoutJob(policy, tracked, message, without);
        yield Came.ON_ITS_WAY;
      }
      case MessagePlan.Cancel cancel -> {
        jobless.cancel(policy, tracked, cancel);
        yield Came.ON_ITS_WAY;
      }
      case MessagePlan.Run run ->
          run(
              policy,
              tracked,
              run.keyed(),
              Request.of(policy, tracked, message, attempt, run, now, ports.queueUrl()));
    };
  }

  private Came run(
      TriggerPolicy policy, Tracked tracked, Keying.@Nullable Keyed keyed, Request request) {
    KeyRule rule = policy.keys();
    if (rule == null || keyed == null) {
      return create(policy, tracked, request, () -> true);
    }
    tracking.note(tracked, keyed.edition());
    VersionCheck.Answer answer;
    try {
      answer = versions.check(policy, rule, tracked, keyed);
    } catch (RuntimeException unknown) {
      return stumble(tracked, unknown);
    }
    return switch (answer) {
      case VersionCheck.Wanted _ ->
          create(policy, tracked, request, () -> versions.wanted(policy, keyed.edition()));
      case VersionCheck.Untold untold -> {
        gate.passOn(ports.clock().instant());
        if (sole.undecided(policy, tracked, request.run().attempt())) {
          yield Came.ON_ITS_WAY;
        }
        ports.agenda().at(tracked.key, untold.again());
        yield Came.WAITS;
      }
      case VersionCheck.Needless needless -> {
        if (!sole.there(policy, tracked, request.run().attempt())) {
          jobless.needless(tracked, request.run().message(), needless);
        }
        yield Came.ON_ITS_WAY;
      }
    };
  }

  private Came create(
      TriggerPolicy policy, Tracked tracked, Request request, BooleanSupplier wanted) {
    JobStore.Answer answer;
    try {
      inheritance.actsUpon(policy, tracking);
      answer = judged(request, ports.jobs().create(request.maps(), request.job(), wanted));
    } catch (RuntimeException unknown) {
      undecided(tracked, request);
      return stumble(tracked, unknown);
    }
    return switch (answer) {
      case JobStore.Answer.Unwanted _ -> Came.LATER;
      case JobStore.Answer.Later later -> {
        undecided(tracked, request);
        tracked.askAgain = ports.clock().instant().plus(later.after());
        yield stumble(tracked, later.message(), later.after());
      }
      case JobStore.Answer.Refused refused -> {
        // of an earlier one without an answer this says nothing
        tracked.stumbled = false;
        yield refused(tracked, request, refused);
      }
      case JobStore.Answer.Exists exists -> {
        decided(tracked);
        yield exists(tracked, request, exists);
      }
    };
  }

  private void undecided(Tracked tracked, Request request) {
    tracked.undecidedUntil = ports.clock().instant().plus(Inheritance.LATEST_CREATE);
    tracked.undecidedKind = request.job().kind();
  }

  private static void decided(Tracked tracked) {
    tracked.stumbled = false;
    tracked.undecidedUntil = Instant.MIN;
  }

  /**
   * Who is at fault: where the same Job with a message of one letter is not refused, it is what
   * this message says.
   */
  private JobStore.Answer judged(Request request, JobStore.Answer answer) {
    if (!(answer instanceof JobStore.Answer.Refused refused)
        || refused.blame() != JobStore.Blame.TEMPLATE) {
      return answer;
    }
    Request plain = request.plain(ports.writeAttributes());
    Optional<JobStore.Answer.Refused> general = ports.jobs().refusal(plain.maps(), plain.job());
    if (general.isEmpty()) {
      opened();
      return new JobStore.Answer.Refused(
          refused.reason(), refused.message(), JobStore.Blame.MESSAGE);
    }
    return general.get().blame() == JobStore.Blame.ROOM ? general.get() : refused;
  }

  private Came refused(Tracked tracked, Request request, JobStore.Answer.Refused refused) {
    return switch (refused.blame()) {
      case ROOM, TEMPLATE -> {
        boolean lasting = refused.blame() == JobStore.Blame.TEMPLATE;
        close(new Obstacle(refused.reason(), refused.message(), lasting), Duration.ZERO);
        yield Came.LATER;
      }
      case MESSAGE -> {
        if (ports.clock().instant().isBefore(tracked.undecidedUntil)) {
          tracked.askAgain = tracked.undecidedUntil;
          yield Came.LATER;
        }
        String id = request.run().message().id();
        String words = "message " + id + ": " + refused.message();
        ports.journal().tell(id, Notice.warning(refused.reason(), words));
        yield Came.AT_FAULT;
      }
    };
  }

  /** No definite answer: a hiccup does not come twice, and an outage stops all. */
  private Came stumble(Tracked tracked, RuntimeException unknown) {
    return stumble(tracked, String.valueOf(unknown.getMessage()), Duration.ZERO);
  }

  private Came stumble(Tracked tracked, String words, Duration atLeast) {
    boolean outage = tracked.stumbled || gate.obstacle().isPresent();
    tracked.stumbled = !outage;
    if (outage) {
      close(new Obstacle("ApiServerUnavailable", words, false), atLeast);
    }
    return Came.LATER;
  }

  private void close(Obstacle obstacle, Duration atLeast) {
    gate.close(obstacle, ports.clock().instant(), atLeast);
  }

  /** Jobs can be created: all that wait may try. */
  private void opened() {
    if (gate.open()) {
      tracking.hurry(ports.agenda(), ports.clock().instant());
    }
  }

  private Came exists(Tracked tracked, Request request, JobStore.Answer.Exists exists) {
    int attempt = request.run().attempt();
    Optional<MessageJob> made =
        MessageJob.of(exists.job())
            .filter(j -> j.key().equals(tracked.key) && j.attempt() == attempt);
    if (made.isEmpty()) {
      return refused(
          tracked,
          request,
          new JobStore.Answer.Refused(
              "JobNameTaken",
              request.job().kind().text()
                  + " "
                  + exists.job().metadata().getName()
                  + " has the name of a message's Job and is not that Job: delete it",
              JobStore.Blame.MESSAGE));
    }
    opened();
    if (exists.byThisCall()) {
      tracking.note(made.get());
    }
    tracked.goesOnWith(made.get());
    if (attempt > 1) {
      ports.ledger().next(tracked.key, tracked.sent, attempt, ports.clock().instant());
    }
    if (exists.byThisCall()) {
      ports.journal().created(made.get());
    } else {
      // it may have ended before we knew that it was there, and the cache may never have it
      ports.agenda().at(tracked.key, ports.clock().instant());
      new LostJobs(ports).refresh(tracked, made.get());
    }
    Instant until = made.get().heldUntil();
    if (until != null) {
      ports.agenda().at(tracked.key, until);
    }
    if (tracked.early && !tracked.acknowledged) {
      letters.acknowledge(tracked);
    }
    return Came.ON_ITS_WAY;
  }
}
