package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.message.JobRenderer;
import dev.tidemill.operator.queue.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Receives for a simulated process as the poller does. */
final class SimulatedPoller {
  private final Simulation world;
  private final SimulatedProcess process;
  private final MessageFlow flow;
  private final KnownHandles known;

  SimulatedPoller(
      Simulation world, SimulatedProcess process, MessageFlow flow, KnownHandles known) {
    this.world = world;
    this.process = process;
    this.flow = flow;
    this.known = known;
  }

  void receive(boolean suspended) {
    boolean closed = flow.gate().obstacle().isPresent();
    Instant now = world.clock.instant();
    if (suspended || (closed && !flow.gate().untried(now))) {
      return;
    }
    int batch = world.broken == Broken.SIBLINGS ? 10 : flow.batch();
    int slots =
        flow.slots()
            .reserve(
                flow.policy().maxConcurrentJobs(),
                flow.policy().maxDelayed(),
                closed ? 1 : batch,
                now.plusSeconds(1));
    if (slots == 0) {
      return;
    }
    try {
      Duration visibility = flow.policy().visibility();
      for (Message message : receive(slots, visibility)) {
        known.received(message.handle());
        if (world.broken == Broken.CANCEL && world.keys.cancels(message.id())) {
          process.source.delete(List.of(message.handle()));
        }
        if (begins(message)) {
          process.source.begins(message.id());
        }
        try {
          flow.received(asSeen(message));
        } catch (RuntimeException e) {
          // as the poller does: it is tried again, or comes back
        }
      }
    } finally {
      flow.slots().unreserve(slots);
    }
  }

  private List<Message> receive(int slots, Duration visibility) {
    return world.call(process, () -> world.queue.receive(slots, visibility));
  }

  private boolean begins(Message message) {
    Tracked known = flow.tracking().find(JobRenderer.key(Triggers.UID, message.id()));
    return known == null || known.phase() == Phase.RELEASED;
  }

  private Message asSeen(Message message) {
    boolean forgotten =
        world.broken == Broken.GROUP
            || world.broken == (flow.policy().early() ? Broken.NEXT : Broken.TAKEN);
    return forgotten
        ? new Message(
            message.id(),
            message.handle(),
            message.body(),
            message.attributes(),
            message.sentTime(),
            message.receivedTime(),
            message.receiveCount(),
            null)
        : message;
  }
}
