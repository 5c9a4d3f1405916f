package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.CreateGate;
import dev.tidemill.operator.queue.message.DeadLetter;
import dev.tidemill.operator.queue.protocol.MessageQueue;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Sends the dead letters of a FIFO queue only while this process surely leads: one that was deposed
 * does not know which of the group its successor has to send first.
 */
record OrderedLetters(MessageQueue queue, CreateGate gate) implements MessageQueue {
  @Override
  public boolean fifo() {
    return queue.fifo();
  }

  @Override
  public void delete(List<String> handles) {
    queue.delete(handles);
  }

  @Override
  public Set<String> hide(List<String> handles, Duration time) {
    return queue.hide(handles, time);
  }

  /**
   * Sends.
   *
   * @throws CreateGate.NotLeadingException if nothing was sent because the lease is about to end
   */
  @Override
  public void send(DeadLetter letter) {
    if (fifo()) {
      gate.check();
    }
    queue.send(letter);
  }
}
