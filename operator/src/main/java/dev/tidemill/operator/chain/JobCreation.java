package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.kube.Created;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the Job of a step, and reads what the API server makes of it. */
final class JobCreation {
  private static final Logger LOG = LoggerFactory.getLogger(JobCreation.class);
  private static final Duration RETRY_QUOTA = Duration.ofSeconds(10);
  private static final Duration RETRY_REFUSED = Duration.ofMinutes(1);

  private final ChainApi api;
  private final LiveJobs live;

  JobCreation(ChainApi api) {
    this.api = api;
    this.live = new LiveJobs(api);
  }

  Answer send(JobChain chain, ChainAction.CreateJob create, Instant now) {
    Job job = JobRenderer.render(chain, create);
    JobKey key = new JobKey(create.step().name(), create.attempt());
    try {
      return switch (api.create(job)) {
        case Created.Done<Job>(Job made) -> {
          LOG.atDebug()
              .addKeyValue("namespace", made.getMetadata().getNamespace())
              .addKeyValue("job", made.getMetadata().getName())
              .log("created a Job");
          yield new Answer.There(JobReader.read(chain, key, made, List.of(), now));
        }
        case Created.AlreadyOurs<Job>(Job there) ->
            new Answer.There(live.read(chain, key, there, now));
        case Created.Foreign<Job>(Job other) ->
            new Answer.Refused(
                new Refusal(
                    Refusal.Kind.NAME_TAKEN,
                    "a Job " + other.getMetadata().getName() + " exists that is not the chain's",
                    now.plus(RETRY_REFUSED)));
        case Created.Rejected<Job> rejected -> new Answer.Refused(refusal(rejected, now));
      };
    } catch (RuntimeException e) {
      return new Answer.Unknown(e);
    }
  }

  private static Refusal refusal(Created.Rejected<Job> rejected, Instant now) {
    if (rejected.quota()) {
      return new Refusal(Refusal.Kind.QUOTA, rejected.message(), now.plus(RETRY_QUOTA));
    }
    Refusal.Kind kind = rejected.invalid() ? Refusal.Kind.INVALID : Refusal.Kind.DENIED;
    return new Refusal(kind, rejected.message(), now.plus(RETRY_REFUSED));
  }

  /** What came of one create. */
  sealed interface Answer {
    record There(SeenJob job) implements Answer {}

    record Refused(Refusal refusal) implements Answer {}

    record Unknown(RuntimeException cause) implements Answer {}

    /** Whether the creates that were not sent yet would get the same answer. */
    default boolean stopsOthers() {
      return switch (this) {
        case There _ -> false;
        case Refused(Refusal refusal) -> refusal.kind() == Refusal.Kind.QUOTA;
        case Unknown(RuntimeException cause) -> Trouble.ofAll(cause);
      };
    }
  }
}
