package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Deletes a Job that is to end, unless it is over by now: what was seen of it may be old, and a Job
 * that has succeeded must not be taken for an interrupted one.
 */
final class JobStop {
  private final ChainApi api;
  private final LiveJobs live;

  JobStop(ChainApi api) {
    this.api = api;
    this.live = new LiveJobs(api);
  }

  Answer send(JobChain chain, SeenJob seen, Instant now) {
    try {
      String namespace = Objects.requireNonNull(chain.getMetadata().getNamespace());
      Optional<Job> found =
          api.job(namespace, seen.name())
              .filter(job -> seen.uid().equals(job.getMetadata().getUid()));
      if (found.isEmpty()) {
        return new Answer.Gone();
      }
      Job job = found.get();
      SeenJob is = live.read(chain, new JobKey(seen.step(), seen.attempt()), job, now);
      if (!is.active()) {
        return new Answer.Over(is);
      }
      return api.deleteUnchanged(job) ? new Answer.Gone() : new Answer.Changed();
    } catch (RuntimeException e) {
      return new Answer.Unknown(e);
    }
  }

  /** What came of one stop. */
  sealed interface Answer {
    /** Nothing of it runs any more. */
    record Gone() implements Answer {}

    /** It had ended by itself and is left as it is. */
    record Over(SeenJob job) implements Answer {}

    /** It changed between the look and the delete: to be looked at again. */
    record Changed() implements Answer {}

    record Unknown(RuntimeException cause) implements Answer {}

    /** Whether the stops that were not sent yet would get the same answer. */
    default boolean stopsOthers() {
      return this instanceof Unknown(RuntimeException cause) && Trouble.ofAll(cause);
    }
  }
}
