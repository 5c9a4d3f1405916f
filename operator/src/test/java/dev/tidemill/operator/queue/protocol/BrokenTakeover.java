package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.util.List;

/** What a successor does at once, and wrongly, where a part of the protocol is left out. */
final class BrokenTakeover {
  private BrokenTakeover() {}

  static void act(SimulatedProcess process, Broken broken, List<MessageJob> found) {
    if (broken == Broken.RELEASE) {
      found.stream()
          .filter(j -> j.terminal() && !j.succeeded())
          .forEach(j -> process.source.hide(List.of(j.handle()), Duration.ZERO));
    }
    if (broken == Broken.RESUME) {
      found.stream().filter(MessageJob::held).forEach(job -> process.jobs.letGo(job, () -> true));
    }
  }
}
