package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueDepth;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.QueueTriggerStatus;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.ledger.Ledger;
import dev.tidemill.operator.queue.protocol.Census;
import dev.tidemill.operator.queue.protocol.History;
import dev.tidemill.operator.queue.protocol.MessageFlow;
import dev.tidemill.operator.queue.protocol.MessageJob;
import dev.tidemill.operator.queue.protocol.Ports;
import dev.tidemill.operator.queue.protocol.Renewals;
import dev.tidemill.operator.queue.protocol.TriggerPolicy;
import dev.tidemill.operator.queue.sqs.QueueAddress;
import dev.tidemill.operator.queue.sqs.QueueException;
import dev.tidemill.operator.queue.sqs.QueueFacts;
import dev.tidemill.operator.queue.sqs.SqsSourceQueue;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trigger at work: its queue is known, its ledger is ours, its Jobs are taken up. */
final class TriggerSession implements AutoCloseable {
  private final Shared shared;
  private final Troubles troubles;
  private final SqsSourceQueue queue;
  private final Ledger ledger;
  private final TimedAgenda agenda;
  private final KubernetesJobs jobs;
  private final MessageFlow flow;
  private final History history;
  private final TriggerJournal journal;
  private final QueueAdvice advice;
  private final Renewals renewals;
  private final Upkeep upkeep;
  private final Poller poller;
  private volatile QueueFacts facts;

  private TriggerSession(
      Shared shared,
      Troubles troubles,
      QueueTrigger trigger,
      TriggerPolicy policy,
      SqsSourceQueue queue,
      QueueFacts facts) {
    Clock clock = shared.cluster().clock();
    TriggerFields fields = TriggerFields.of(trigger);
    Instant created = Times.parse(trigger.getMetadata().getCreationTimestamp());
    this.shared = shared;
    this.troubles = troubles;
    this.queue = queue;
    this.facts = facts;
    Instant now = clock.instant();
    this.ledger =
        Ledger.open(
            new ConfigMapLedger(shared.cluster(), trigger),
            created == null ? now : created,
            worked(trigger),
            now);
    this.journal = new TriggerJournal(shared, trigger);
    this.advice = new QueueAdvice(journal::tell, trigger.getStatus());
    this.agenda = new TimedAgenda(clock, fields, this::advance, shared.meters()::failed);
    this.jobs = new KubernetesJobs(shared.cluster(), shared.creates(), shared.kueue(), trigger);
    this.flow =
        new MessageFlow(
            new Ports(
                new OrderedLetters(queue, shared.cluster().gate()),
                jobs,
                ledger,
                agenda,
                journal,
                clock,
                System::nanoTime,
                () -> this.facts.retention(),
                queue.url(),
                new BatchSchedules(shared.cluster(), trigger),
                JsonBody::new,
                AttributesJson::write,
                AttributesJson::read),
            policy);
    this.history = new History(flow);
    this.renewals = new Renewals(flow);
    this.upkeep = new Upkeep(shared, trigger, ledger, history, history::inUse);
    this.poller = new Poller(shared, fields, queue, flow, troubles);
  }

  /** Whether an earlier session has remembered anything. */
  private static boolean worked(QueueTrigger trigger) {
    QueueTriggerStatus status = trigger.getStatus();
    return status != null
        && (status.rememberedSince() != null
            || (status.received() != null && status.received() > 0));
  }

  /**
   * Opens queue and ledger; the caller then calls {@link #begin}.
   *
   * @throws QueueException if spec or queue do not allow it
   * @throws RuntimeException if the API server does not
   */
  static TriggerSession open(Shared shared, Troubles troubles, QueueTrigger trigger) {
    TriggerPolicy policy = SpecCheck.policy(trigger);
    QueueAddress address = SpecCheck.source(trigger);
    SqsSourceQueue queue =
        new SqsSourceQueue(shared.connections(), address, shared.cluster().clock());
    try {
      queue.deadLettersTo(SpecCheck.deadLetters(trigger));
      QueueFacts facts = queue.facts();
      SpecCheck.fits(trigger, address, queue.fifo());
      checkDeadLetters(queue, troubles);
      return new TriggerSession(shared, troubles, trigger, policy, queue, facts);
    } catch (RuntimeException e) {
      queue.close();
      throw e;
    }
  }

  /**
   * Looks at the dead-letter queue. One that is not there does not keep other messages from their
   * Jobs, but is said before a message is to go there.
   *
   * @throws QueueException if it must not be used: it is the queue of the source itself
   */
  private static void checkDeadLetters(SqsSourceQueue queue, Troubles troubles) {
    try {
      queue.checkDeadLetters();
      troubles.deadLettersAnswered();
    } catch (QueueException e) {
      if (e.obstacle().reason().equals("InvalidSpec")) {
        throw e;
      }
      troubles.set(Troubles.From.DEAD_LETTERS, e);
    }
  }

  /** Takes up the Jobs that are there, then receives. */
  void begin(String uid, String namespace) {
    journal.tellLost(ledger);
    advise();
    flow.resume(shared.jobs().of(uid, namespace));
    poller.start();
  }

  /** Applies a changed spec to all that starts from now on. */
  void configure(QueueTrigger trigger) {
    try {
      TriggerPolicy policy = SpecCheck.policy(trigger);
      SpecCheck.fits(trigger, queue.address(), queue.fifo());
      queue.deadLettersTo(SpecCheck.deadLetters(trigger));
      flow.configure(policy);
      advise();
      if (policy.suspended()) {
        poller.abort();
        troubles.clear(Troubles.From.RECEIVING);
      }
      troubles.clear(Troubles.From.SPEC);
      Thread.ofVirtual().start(this::lookAtDeadLetters);
    } catch (QueueException e) {
      troubles.set(Troubles.From.SPEC, e);
    }
  }

  void seen(MessageJob job, JobCache.Change change) {
    switch (change) {
      case SEEN -> flow.seen(job);
      case GONE -> flow.gone(job);
    }
  }

  /** Keeps messages hidden. */
  void renew() {
    try {
      renewals.renew();
    } catch (QueueException e) {
      troubles.set(Troubles.From.SETTLING, e);
    }
  }

  /** Looks at the queue. */
  void look() {
    try {
      facts = queue.facts();
      shared.meters().depth(flow.policy().path(), facts.visible());
      troubles.answered();
    } catch (QueueException e) {
      troubles.set(Troubles.From.WATCHING, e);
    }
    lookAtDeadLetters();
    advise();
  }

  private void advise() {
    advice.look(facts, queue.deadLetterFacts(), flow.policy());
  }

  private void lookAtDeadLetters() {
    try {
      checkDeadLetters(queue, troubles);
    } catch (QueueException e) {
      troubles.set(Troubles.From.DEAD_LETTERS, e);
    }
  }

  /**
   * Keeps ledger and history in order.
   *
   * @throws dev.tidemill.operator.queue.ledger.EpochLostException if the ledger is not ours
   * @throws dev.tidemill.operator.queue.ledger.UnreadableLedgerException if somebody damaged it
   */
  void keepUp() {
    try {
      if (upkeep.makeDurable(facts.retention())) {
        troubles.clear(Troubles.From.KEEPING);
      }
    } catch (KubernetesClientException e) {
      troubles.set(Troubles.From.KEEPING, LedgerTrouble.unwritten(e));
      shared.meters().failed();
    }
    journal.tellLost(ledger);
    upkeep.tidy();
  }

  /** Whether there is no message to work on, and nothing to write of earlier ones. */
  boolean idle() {
    return flow.idle() && !ledger.dirty();
  }

  /** Whether there is none in the queue either. */
  boolean quiet() {
    return idle() && facts.visible() + facts.notVisible() + facts.delayed() == 0;
  }

  Census census() {
    return Census.of(flow);
  }

  QueueDepth depth() {
    return new QueueDepth(facts.visible(), facts.notVisible(), facts.delayed());
  }

  Instant rememberedSince() {
    return ledger.rememberedSince();
  }

  @Nullable Instant lastMessage() {
    return poller.lastMessage();
  }

  MessageFlow flow() {
    return flow;
  }

  /** What the queue's own attributes mean. */
  String advice() {
    return advice.shown();
  }

  private void advance(String key) {
    try {
      flow.advance(key);
    } catch (QueueException e) {
      troubles.set(Troubles.From.SETTLING, e);
      throw e;
    }
  }

  /** Stops receiving, lets what was received have its Jobs, and writes what is not durable. */
  @Override
  public void close() {
    poller.close();
    agenda.close();
    jobs.close();
    try {
      if (ledger.dirty()) {
        ledger.flush(shared.cluster().clock().instant(), facts.retention(), history::inUse);
      }
    } finally {
      queue.close();
    }
  }

  /** Stops at once, and writes nothing more. */
  void abandon() {
    poller.close();
    agenda.close();
    jobs.close();
    queue.close();
  }
}
