package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.kube.Created;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the actions of a plan; each can be carried out twice without harm. */
final class ChainActions {
  private static final Logger LOG = LoggerFactory.getLogger(ChainActions.class);
  private static final Duration RETRY_QUOTA = Duration.ofSeconds(10);
  private static final Duration RETRY_REFUSED = Duration.ofMinutes(1);
  private static final Set<Integer> INVALID = Set.of(400, 413, 422);

  private final ChainApi api;
  private final Parallel parallel;

  ChainActions(ChainApi api, Parallel parallel) {
    this.api = api;
    this.parallel = parallel;
  }

  Applied apply(JobChain chain, List<ChainAction> actions, Instant now) {
    List<String> stopped = new ArrayList<>();
    List<ChainAction.CreateJob> creates = new ArrayList<>();
    boolean deleted = false;
    for (ChainAction action : actions) {
      switch (action) {
        case ChainAction.StopJob(SeenJob job) -> {
          api.delete(reference(chain, job));
          log(chain, job.name(), "stopped a Job");
          stopped.add(job.name());
        }
        case ChainAction.CreateJob create -> creates.add(create);
        case ChainAction.DeleteChain() -> {
          api.delete(chain);
          log(chain, "", "deleted a chain at the end of its time to live");
          deleted = true;
        }
      }
    }
    return create(chain, creates, stopped, deleted, now);
  }

  private Applied create(
      JobChain chain,
      List<ChainAction.CreateJob> creates,
      List<String> stopped,
      boolean deleted,
      Instant now) {
    Map<String, Refusal> refused = new HashMap<>();
    List<SeenJob> created = new ArrayList<>();
    RuntimeException failure = null;
    Function<ChainAction.CreateJob, Answer> send = c -> send(chain, c, now);
    List<Answer> answers = parallel.map(creates, send, a -> a.stopsOthers());
    for (int i = 0; i < creates.size(); i++) {
      String step = creates.get(i).step().name();
      switch (answers.get(i)) {
        case Answer.There(SeenJob job) -> created.add(job);
        case Answer.Refused(Refusal refusal) -> refused.put(step, refusal);
        case Answer.Unknown(RuntimeException e) -> failure = failure == null ? e : failure;
      }
    }
    return new Applied(created, refused, stopped, deleted, Optional.ofNullable(failure));
  }

  private Answer send(JobChain chain, ChainAction.CreateJob create, Instant now) {
    Job job = JobRenderer.render(chain, create.step(), create.attempt());
    JobKey key = new JobKey(create.step().name(), create.attempt());
    try {
      return switch (api.create(job)) {
        case Created.Done<Job>(Job made) -> {
          LOG.atDebug()
              .addKeyValue("namespace", made.getMetadata().getNamespace())
              .addKeyValue("job", made.getMetadata().getName())
              .log("created a Job");
          yield new Answer.There(JobReader.read(key, made, List.of()));
        }
        case Created.AlreadyOurs<Job>(Job there) ->
            new Answer.There(JobReader.read(key, there, pods(there)));
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

  private List<io.fabric8.kubernetes.api.model.Pod> pods(Job job) {
    return JobReader.needsPods(job)
        ? api.pods(job.getMetadata().getNamespace(), job.getMetadata().getName())
        : List.of();
  }

  private static Refusal refusal(Created.Rejected<Job> rejected, Instant now) {
    if (rejected.quota()) {
      return new Refusal(Refusal.Kind.QUOTA, rejected.message(), now.plus(RETRY_QUOTA));
    }
    Refusal.Kind kind =
        INVALID.contains(rejected.code()) ? Refusal.Kind.INVALID : Refusal.Kind.DENIED;
    return new Refusal(kind, rejected.message(), now.plus(RETRY_REFUSED));
  }

  private static Job reference(JobChain chain, SeenJob job) {
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withNamespace(chain.getMetadata().getNamespace())
            .withName(job.name())
            .withUid(job.uid())
            .build();
    return new JobBuilder().withMetadata(metadata).build();
  }

  private static void log(JobChain chain, @Nullable String job, String what) {
    LOG.atInfo()
        .addKeyValue("namespace", chain.getMetadata().getNamespace())
        .addKeyValue("kind", chain.getKind())
        .addKeyValue("name", chain.getMetadata().getName())
        .addKeyValue("job", Objects.requireNonNullElse(job, ""))
        .log(what);
  }

  /** What came of one create. */
  private sealed interface Answer {
    record There(SeenJob job) implements Answer {}

    record Refused(Refusal refusal) implements Answer {}

    record Unknown(RuntimeException cause) implements Answer {}

    /** Whether the creates that were not sent yet would get the same answer. */
    default boolean stopsOthers() {
      return switch (this) {
        case There _ -> false;
        case Refused(Refusal refusal) -> refusal.kind() == Refusal.Kind.QUOTA;
        case Unknown _ -> true;
      };
    }
  }
}
