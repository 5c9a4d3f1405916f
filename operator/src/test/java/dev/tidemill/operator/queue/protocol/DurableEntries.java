package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.EntryCodec;
import dev.tidemill.operator.queue.ledger.PlainStore;
import java.util.stream.Stream;

/** Reads from the stored ledger what will be known whatever happens to a process. */
record DurableEntries(PlainStore ledger) {
  /** Whether the message of a Job is settled. */
  boolean settled(MessageJob job) {
    return of(job).anyMatch(fact -> fact instanceof Entry.Done);
  }

  /** Whether a Job is over, and may be removed. */
  boolean over(MessageJob job) {
    return of(job)
        .anyMatch(fact ->
            switch (fact) {
              case Entry.Done _ -> true;
              case Entry.Next next -> next.attempt() > job.attempt();
              case Entry.Highest _ -> false;
            });
  }

  /** Whether a Job that runs or waits is to be stopped. */
  boolean stopped(MessageJob job) {
    return of(job).anyMatch(fact -> fact instanceof Entry.Done done && done.how().stops());
  }

  private Stream<Entry.Fact> of(MessageJob job) {
    return ledger.read("head").stream()
        .flatMap(s -> EntryCodec.entries(s.content()).stream())
        .filter(e -> e.key().equals(job.key()))
        .map(Entry::fact);
  }
}
