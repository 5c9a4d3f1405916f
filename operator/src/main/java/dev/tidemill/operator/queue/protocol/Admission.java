package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Message;
import java.time.Instant;

/**
 * Lets a message that was received have its Job, in its turn and while nothing hinders, and keeps
 * it hidden till then.
 */
final class Admission {
  private final Ports ports;
  private final Groups groups;
  private final Turns turns;
  private final StartGate gate;
  private final Letters letters;
  private final Superseder superseder;
  private final Planner planner;
  private final Starter starter;
  private final Settler settler;

  Admission(
      Ports ports,
      Groups groups,
      Turns turns,
      StartGate gate,
      Superseder superseder,
      Planner planner,
      Starter starter,
      Settler settler) {
    this.ports = ports;
    this.groups = groups;
    this.turns = turns;
    this.gate = gate;
    this.letters = new Letters(ports);
    this.superseder = superseder;
    this.planner = planner;
    this.starter = starter;
    this.settler = settler;
  }

  /** Begins with a message that was received, with its lock held. */
  void begin(TriggerPolicy policy, Tracked tracked, Message message, int attempt) {
    tracked.early = policy.early();
    tracked.acknowledged = false;
    tracked.lettered = false;
    tracked.attempt = attempt - 1;
    boolean turn = groups.begin(tracked, message.place());
    tracked.message = message;
    if (turn) {
      startOrHold(policy, tracked, message);
    }
  }

  /** Starts a message that was held for those before it in its group, once it is its turn. */
  private void startHeld(TriggerPolicy policy, Tracked tracked, Message message) {
    Instant now = ports.clock().instant();
    if (!groups.turn(tracked)) {
      return;
    }
    if (policy.suspended()) {
      ports.agenda().at(tracked.key, now.plus(MessageFlow.SUSPENDED));
    } else if (turns.take(policy, tracked)) {
      tracked.moveTo(Phase.STARTING);
      turns.end();
      startOrHold(policy, tracked, message);
    }
  }

  /** Starts a message that was received, or keeps it hidden and asks to be called again. */
  private void startOrHold(TriggerPolicy policy, Tracked tracked, Message message) {
    Instant now = ports.clock().instant();
    boolean unwanted = superseder.verdict(policy, tracked.edition) != Verdict.WANTED;
    boolean unhindered = gate.obstacle().isEmpty() && !tracked.askedToWait(now);
    if (policy.suspended() && !unwanted) {
      ports.agenda().at(tracked.key, now.plus(MessageFlow.SUSPENDED));
    } else if (unwanted
        || unhindered
        // to see that takes planning it, which its start does again: only where it matters
        || planner.cancels(policy, message)
        || (!tracked.askedToWait(now) && gate.tryPass(now))) {
      start(policy, tracked, message);
      if (unwanted && (tracked.phase() == Phase.RUNNING || tracked.phase() == Phase.DELAYED)) {
        // its Job was there
        settler.settle(policy, tracked);
      }
    } else {
      ports.agenda().at(tracked.key, gate.later(tracked, now));
    }
  }

  private void start(TriggerPolicy policy, Tracked tracked, Message message) {
    Starter.Came came = starter.start(policy, tracked, message, tracked.attempt + 1);
    Instant now = ports.clock().instant();
    switch (came) {
      case ON_ITS_WAY, WAITS -> {}
      // unlike one that could not start for what others did, it may count towards a redrive policy
      case AT_FAULT ->
          letters.release(tracked, now.plus(policy.delay().after(message.receiveCount())));
      case LATER -> ports.agenda().at(tracked.key, gate.later(tracked, now));
    }
  }

  /** Goes on with a message that could not start before, with its lock held. */
  void goOn(TriggerPolicy policy, Tracked tracked, Message held) {
    if (tracked.phase() == Phase.HELD) {
      startHeld(policy, tracked, held);
    } else {
      startOrHold(policy, tracked, held);
    }
  }
}
