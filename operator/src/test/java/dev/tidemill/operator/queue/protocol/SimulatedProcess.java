package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.EpochLostException;
import dev.tidemill.operator.queue.ledger.Ledger;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.message.JobRenderer;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One operator process: the operator's own protocol over a faulty world. */
final class SimulatedProcess {
  private static final Duration RETENTION = Duration.ofDays(4);

  private static final Duration ORPHAN_AGE = Duration.ofMinutes(3);

  private final Simulation world;
  private final SimulatedAgenda agenda;
  private final Deque<Runnable> inbox = new ArrayDeque<>();
  private final Ledger ledger;
  private final MessageFlow flow;
  private final History history;
  final SimulatedSource source;
  private final SimulatedPoller poller;
  final SimulatedJobStore jobs;
  private final Instant sweepFrom;
  private boolean suspended;
  boolean ended;

  boolean frozen;

  /** Takes office: caches first, then the ledger, then the Jobs that are there. */
  SimulatedProcess(Simulation world) {
    this.world = world;
    KnownHandles known = new KnownHandles(world.broken);
    this.source = new SimulatedSource(world, this, known);
    this.agenda = new SimulatedAgenda(world.random);
    List<MessageJob> cached =
        world.cluster.list().stream().filter(SimulatedCluster::labelled).map(this::found).toList();
    this.sweepFrom = world.clock.instant().plus(ORPHAN_AGE);
    this.jobs = new SimulatedJobStore(world, this, cached);
    this.ledger =
        Ledger.open(new SimulatedLedger(world, this), Instant.EPOCH, false, world.clock.instant());
    this.flow =
        new MessageFlow(
            new Ports(
                source,
                jobs,
                ledger,
                agenda,
                new SilentJournal(),
                world.clock,
                world.clock::nanos,
                () -> RETENTION,
                "http://sqs/q",
                this::schedule,
                JsonBody::new,
                AttributesJson::write,
                AttributesJson::read),
            world.policy());
    this.history = new History(flow);
    this.poller = new SimulatedPoller(world, this, flow, known);
    flow.resume(cached);
    BrokenTakeover.act(this, world.broken, cached);
  }

  /** Does one thing, whatever comes of it. */
  void act() {
    if (frozen) {
      return;
    }
    try {
      suspended = flow.policy().suspended();
      if (world.calm()) {
        new Renewals(flow).renew();
      }
      switch (world.random.nextInt(8)) {
        case 0, 1 -> poller.receive(suspended);
        case 2, 3 -> deliver();
        case 4, 5 -> advance();
        case 6 -> new Renewals(flow).renew();
        default -> keepUp();
      }
    } catch (Killed e) {
      ended = true;
    } catch (EpochLostException e) {
      world.epochLost(this);
    } catch (RuntimeException e) {
      // a step that failed is tried again by whoever made it
    }
  }

  private MessageJob found(Job job) {
    return SimulatedCluster.view(
        world.broken == Broken.FOUND
            ? new JobBuilder(job)
                .editMetadata()
                .removeFromAnnotations(JobAnnotations.MESSAGE_GROUP)
                .endMetadata()
                .build()
            : job);
  }

  private void deliver() {
    Runnable event = inbox.poll();
    if (event != null) {
      event.run();
    }
  }

  private void advance() {
    Instant now = world.clock.instant();
    // in a calm world nothing that is due waits for long
    int most = world.calm() ? agenda.due(now) : 1;
    for (int i = 0; i < most; i++) {
      agenda.take(now).ifPresent(key -> advance(key, now));
    }
  }

  private void advance(String key, Instant now) {
    try {
      flow.advance(key);
    } catch (RuntimeException e) {
      agenda.at(key, now.plusSeconds(1));
    }
  }

  private void keepUp() {
    if (ledger.dirty()) {
      ledger.flush(world.clock.instant(), RETENTION, history::inUse);
    }
    history.surplus().forEach(history::remove);
    if (!world.clock.instant().isBefore(sweepFrom)) {
      world.cluster.maps.keys().forEach(history::sweep);
    }
  }

  void configure(TriggerPolicy policy) {
    flow.configure(policy);
  }

  /** Stops in good order; its successor renews what has a Job. */
  void resign() {
    if (ledger.dirty()) {
      ledger.flush(world.clock.instant(), RETENTION, _ -> true);
    }
    ended = true;
  }

  void see(Job job) {
    inbox.add(() -> {
      jobs.tell(SimulatedCluster.view(job));
      flow.seen(SimulatedCluster.view(job));
    });
  }

  void miss(MessageJob job) {
    inbox.add(() -> flow.gone(job));
  }

  String tells(String messageId) {
    String key = JobRenderer.key(Triggers.UID, messageId);
    Tracked tracked = flow.tracking().find(key);
    return key + " " + (tracked == null ? "" : tracked.phase()) + " " + ledger.fact(key);
  }

  String gate() {
    return flow.gate().obstacle().toString();
  }

  Ledger ledger() {
    return ledger;
  }

  Entry.@Nullable Fact fact(String messageId) {
    return ledger.fact(JobRenderer.key(Triggers.UID, messageId));
  }

  /** Whether nothing may be started: it was suspended when this step began, and is. */
  boolean suspended() {
    return suspended && flow.policy().suspended();
  }

  /** Whether the versions that are valid were there when this process last read them. */
  boolean told() {
    return jobs.told();
  }

  void call(Runnable effect) {
    world.call(
        this,
        () -> {
          effect.run();
          return true;
        });
  }

  private Optional<BatchSchedule> schedule(String name) {
    return world.call(
        this,
        () -> {
          Optional<BatchSchedule> found = world.users.schedule(name);
          world.mustLead(this);
          return found;
        });
  }
}
