package dev.tidemill.operator.queue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that are under way at a trigger's queue, each on a virtual thread of its own. */
final class PollCalls {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** How many are under way, without those that were aborted. */
  int size() {
    return threads.size();
  }

  /** Starts one; {@code ended} is called when it is not counted any more. */
  void start(Runnable call, Runnable ended) {
    Thread thread =
        Thread.ofVirtual()
            .unstarted(() -> {
              try {
                call.run();
              } finally {
                threads.remove(Thread.currentThread());
                ended.run();
              }
            });
    threads.add(thread);
    thread.start();
  }

  /** Interrupts all that are under way. */
  void abort() {
    for (Thread thread : List.copyOf(threads)) {
      // first: what it meets by the interrupt must find it aborted
      threads.remove(thread);
      thread.interrupt();
    }
  }

  /** Whether the call on this thread was aborted: its failure then says nothing of the queue. */
  boolean aborted() {
    return !threads.contains(Thread.currentThread());
  }
}
