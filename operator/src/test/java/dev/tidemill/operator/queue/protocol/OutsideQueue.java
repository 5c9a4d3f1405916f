package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The queue of one flow, which does as a test says. */
final class OutsideQueue implements MessageQueue {
  final List<Duration> hidden = new ArrayList<>();
  Runnable whileHiding = () -> {};
  boolean fifo = true;
  int letters;
  String lastLetter = "";
  String lastReason = "";

  /** Of which messages the dead letters are. */
  final List<String> sources = new ArrayList<>();

  boolean deletesFail;

  /** Whether somebody has taken all messages from the queue. */
  boolean taken;

  @Override
  public boolean fifo() {
    return fifo;
  }

  @Override
  public void delete(List<String> handles) {
    if (deletesFail) {
      throw new IllegalStateException("no delete");
    }
  }

  @Override
  public Set<String> hide(List<String> handles, Duration time) {
    hidden.add(time);
    whileHiding.run();
    return taken ? Set.copyOf(handles) : Set.of();
  }

  @Override
  public void send(DeadLetter letter) {
    letters++;
    lastLetter = letter.body();
    sources.add(letter.sourceId());
    Attribute reason = letter.attributes().get("tidemill-reason");
    lastReason = reason == null ? "" : reason.value();
  }
}
