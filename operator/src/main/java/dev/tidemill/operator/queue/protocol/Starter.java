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

  /**
   * How long an API server may still work on a request whose client has gone; source: the reference
   * of kube-apiserver, {@code --request-timeout}.
   */
  private static final Duration LATEST_CREATE = Duration.ofSeconds(60);

  private final Ports ports;
  private final Tracking tracking;
  private final StartGate gate;
  private final Letters letters;
  private final LostJobs lost;
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
    this.lost = new LostJobs(ports);
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
      plan = planner.plan(policy, message);
    } catch (RuntimeException unknown) {
      return stumble(tracked, unknown);
    }
    if (!(plan instanceof MessagePlan.Run) && undecided(policy, tracked, attempt)) {
      return Came.ON_ITS_WAY;
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
      return create(tracked, request, () -> true);
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
          create(tracked, request, () -> versions.wanted(policy, keyed.edition()));
      case VersionCheck.Untold untold -> {
        gate.passOn(ports.clock().instant());
        if (undecided(policy, tracked, request.run().attempt())) {
          yield Came.ON_ITS_WAY;
        }
        ports.agenda().at(tracked.key, untold.again());
        yield Came.WAITS;
      }
      case VersionCheck.Needless needless -> {
        if (!there(policy, tracked, request.run().attempt())) {
          jobless.needless(tracked, request.run().message(), needless);
        }
        yield Came.ON_ITS_WAY;
      }
    };
  }

  /**
   * Whether the Job of a create without an answer is there, or may still appear: until that is
   * known, nothing else becomes of its message, whatever spec or schedule say now. A further
   * attempt may have been made by another process, too, and be hidden from watches.
   */
  private boolean undecided(TriggerPolicy policy, Tracked tracked, int attempt) {
    return (attempt > 1 || !tracked.undecidedUntil.equals(Instant.MIN))
        && there(policy, tracked, attempt);
  }

  /** Whether the Job is there, which the message then goes on with, or may still appear. */
  private boolean there(TriggerPolicy policy, Tracked tracked, int attempt) {
    Instant until = tracked.undecidedUntil;
    Optional<MessageJob> made = lost.goOn(policy, tracked, attempt);
    if (made.isPresent()) {
      tracked.undecidedUntil = Instant.MIN;
      lost.refresh(tracked, made.get());
      return true;
    }
    if (ports.clock().instant().isBefore(until)) {
      ports.agenda().at(tracked.key, until);
      return true;
    }
    tracked.undecidedUntil = Instant.MIN;
    return false;
  }

  private Came create(Tracked tracked, Request request, BooleanSupplier wanted) {
    JobStore.Answer answer;
    try {
      answer = judged(request, ports.jobs().create(request.maps(), request.job(), wanted));
    } catch (RuntimeException unknown) {
      tracked.undecidedUntil = ports.clock().instant().plus(LATEST_CREATE);
      return stumble(tracked, unknown);
    }
    return switch (answer) {
      case JobStore.Answer.Unwanted _ -> Came.LATER;
      case JobStore.Answer.Later later -> {
        tracked.undecidedUntil = ports.clock().instant().plus(LATEST_CREATE);
        tracked.askAgain = ports.clock().instant().plus(later.after());
        yield stumble(tracked, later.message(), later.after());
      }
      case JobStore.Answer.Refused refused -> {
        decided(tracked);
        yield refused(request, refused);
      }
      case JobStore.Answer.Exists exists -> {
        decided(tracked);
        yield exists(tracked, request, exists);
      }
    };
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

  private Came refused(Request request, JobStore.Answer.Refused refused) {
    return switch (refused.blame()) {
      case ROOM, TEMPLATE -> {
        boolean lasting = refused.blame() == JobStore.Blame.TEMPLATE;
        close(new Obstacle(refused.reason(), refused.message(), lasting), Duration.ZERO);
        yield Came.LATER;
      }
      case MESSAGE -> {
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
          request,
          new JobStore.Answer.Refused(
              "JobNameTaken",
              "Job "
                  + exists.job().getMetadata().getName()
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
      lost.refresh(tracked, made.get());
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
