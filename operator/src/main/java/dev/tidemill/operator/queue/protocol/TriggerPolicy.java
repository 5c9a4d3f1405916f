package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.AcknowledgeMode;
import dev.tidemill.api.v1alpha1.Durations;
import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.QueueTriggerSpec;
import dev.tidemill.api.v1alpha1.Retry;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.api.v1alpha1.RouteAction;
import dev.tidemill.operator.plan.RetryDelay;
import dev.tidemill.operator.queue.message.MessageCondition;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for, with the defaults for what was left out.
 *
 * @param conditions what the CEL of routes was compiled to, by the names of the routes
 * @param early whether a message is deleted as soon as its Job exists
 * @param maxDelayed how many messages may wait for their time; no bound where none waits
 * @param retries how many further Jobs a message gets after its first has failed
 * @param deadLetters whether there is a dead-letter queue
 * @param keys how messages of one key make each other needless; null: they do not
 * @param onFailure what becomes of a message whose last Job failed
 * @param unmatched what becomes of a message that no route takes
 */
public record TriggerPolicy(
    QueueTrigger trigger,
    Map<String, MessageCondition> conditions,
    boolean suspended,
    boolean early,
    int maxConcurrentJobs,
    int maxDelayed,
    int retries,
    RetryDelay delay,
    boolean deadLetters,
    @Nullable KeyRule keys,
    MessageOutcome onFailure,
    MessageOutcome unmatched,
    Duration waitTime,
    Duration visibility,
    int succeededHistory,
    int failedHistory) {
  private static final int DEFAULT_MAX_CONCURRENT = 10;
  private static final int DEFAULT_MAX_DELAYED = 1000;
  private static final int DEFAULT_HISTORY = 10;
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);
  private static final Duration MIN_VISIBILITY = Duration.ofSeconds(30);
  private static final Duration MAX_VISIBILITY = Duration.ofHours(12);

  /**
   * Reads a trigger.
   *
   * @param conditions what the CEL of its routes was compiled to, by the names of the routes
   * @throws IllegalArgumentException if a duration is wrong; the message says which and why
   */
  public static TriggerPolicy of(QueueTrigger trigger, Map<String, MessageCondition> conditions) {
    QueueTriggerSpec spec = trigger.getSpec();
    Retry retry = spec.retry();
    boolean deadLetters = spec.deadLetter() != null;
    return new TriggerPolicy(
        trigger,
        conditions,
        Boolean.TRUE.equals(spec.suspend()),
        spec.acknowledge() == AcknowledgeMode.ON_JOB_CREATED,
        or(spec.maxConcurrentJobs(), DEFAULT_MAX_CONCURRENT),
        spec.notBefore() == null ? Integer.MAX_VALUE : or(spec.maxDelayed(), DEFAULT_MAX_DELAYED),
        retry == null ? 0 : retry.limit(),
        RetryDelay.of(retry),
        deadLetters,
        KeyRule.of(spec.supersede()),
        outcome(spec.onFailure(), MessageOutcome.RELEASE, deadLetters),
        outcome(
            spec.unmatched(),
            deadLetters ? MessageOutcome.DEAD_LETTER : MessageOutcome.RELEASE,
            deadLetters),
        duration("waitTime", spec.source().sqs().waitTime(), MAX_WAIT, Duration.ZERO, MAX_WAIT),
        duration(
            "visibilityTimeout",
            spec.source().sqs().visibilityTimeout(),
            Duration.ofMinutes(1),
            MIN_VISIBILITY,
            MAX_VISIBILITY),
        or(spec.successfulJobsHistoryLimit(), DEFAULT_HISTORY),
        or(spec.failedJobsHistoryLimit(), DEFAULT_HISTORY));
  }

  /** Whether a message may be put back. */
  public boolean releases() {
    boolean said =
        trigger.getSpec().exitCodes().stream()
            .anyMatch(e -> possible(e.action()) == MessageOutcome.RELEASE);
    return ((onFailure == MessageOutcome.RELEASE || said) && !early)
        || unmatched == MessageOutcome.RELEASE
        || trigger.getSpec().routes().stream()
            .filter(r -> !makesJobs(r) && !cancels(r))
            .anyMatch(r -> action(r) == MessageOutcome.RELEASE);
  }

  /** Whether an attempt may be a JobChain: then it is looked for as a Job and as a JobChain. */
  boolean chains() {
    return trigger.getSpec().routes().stream()
        .anyMatch(r -> r.jobChainTemplate() != null || r.batchScheduleFrom() != null);
  }

  private static boolean makesJobs(Route route) {
    return route.jobTemplate() != null
        || route.jobChainTemplate() != null
        || route.batchScheduleFrom() != null;
  }

  /**
   * What becomes of the messages of a route that makes no Jobs. What only a newer version knows
   * puts them back: another route might run what was not to run.
   */
  public MessageOutcome action(Route route) {
    MessageOutcome wanted =
        switch (route.action()) {
          case DEAD_LETTER -> MessageOutcome.DEAD_LETTER;
          case DELETE -> MessageOutcome.DELETE;
          case RELEASE, CANCEL, UNRECOGNIZED -> MessageOutcome.RELEASE;
          case null -> MessageOutcome.RELEASE;
        };
    return outcome(wanted, MessageOutcome.RELEASE, deadLetters);
  }

  /** Whether the messages of a route end others of their key. */
  boolean cancels(Route route) {
    return route.action() == RouteAction.CANCEL && keys != null;
  }

  /** What was asked for, or a release where the dead-letter queue is gone since. */
  MessageOutcome possible(MessageOutcome wanted) {
    return outcome(wanted, MessageOutcome.RELEASE, deadLetters);
  }

  /** Counts the edits of the spec, from 1; source: ObjectMeta in the Kubernetes API reference. */
  long generation() {
    Long generation = trigger.getMetadata().getGeneration();
    return generation == null ? 1 : generation;
  }

  /** The name that the trigger's Jobs begin with. */
  public String name() {
    return trigger.getMetadata().getName();
  }

  /** What stands in a dead letter for the trigger: namespace/name. */
  public String path() {
    return trigger.getMetadata().getNamespace() + "/" + name();
  }

  private static int or(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  private static MessageOutcome outcome(
      @Nullable MessageOutcome given, MessageOutcome otherwise, boolean deadLetters) {
    MessageOutcome wanted =
        given == null || given == MessageOutcome.UNRECOGNIZED ? otherwise : given;
    return wanted == MessageOutcome.DEAD_LETTER && !deadLetters ? MessageOutcome.RELEASE : wanted;
  }

  private static Duration duration(
      String field, @Nullable String given, Duration otherwise, Duration least, Duration most) {
    Duration duration = given == null ? otherwise : Durations.parse(given);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          field
              + " is "
              + given
              + ": it must be from "
              + least.toSeconds()
              + "s to "
              + most.toSeconds()
              + "s");
    }
    return duration;
  }
}
