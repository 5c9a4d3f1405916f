package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The Jobs and JobChains of a trigger in the API server, never from a cache. */
public interface JobStore {
  /** What came of a create. */
  sealed interface Answer {
    /** The Job exists now, made by this call or by an earlier one. */
    record Exists(Attempt job, boolean byThisCall) implements Answer {}

    /** There is no Job, and there will be none until something changes. */
    record Refused(String reason, String message, Blame blame) implements Answer {}

    /** The API server wants to be asked again, but not before this time has passed. */
    record Later(Duration after, String message) implements Answer {}

    /** Nothing was asked of the API server: by then the Job was not wanted any more. */
    record Unwanted() implements Answer {}
  }

  /** What a refusal is about. */
  enum Blame {
    /** There is no room; it may pass, as a quota does. */
    ROOM,
    /** Whatever the message says, such a Job is refused: a person must change something. */
    TEMPLATE,
    /** This message: others may have their Jobs. */
    MESSAGE
  }

  /**
   * Creates the ConfigMaps and then the Job, both when it is their turn.
   *
   * @param wanted asked just before the Job is created
   * @throws RuntimeException if the answer is not definite: the Job may exist or not
   */
  Answer create(List<ConfigMap> maps, Attempt job, BooleanSupplier wanted);

  /**
   * Asks what the API server would say to these objects; nothing is made.
   *
   * @return the first refusal; empty if it would make them, or has them
   * @throws RuntimeException if the answer is not definite
   */
  Optional<Answer.Refused> refusal(List<ConfigMap> maps, Attempt job);

  /** Reads a Job or a JobChain whole. */
  Optional<Attempt> read(Attempt.Kind kind, String name);

  /** Reads the ConfigMaps that hold a message as it was received. */
  List<ConfigMap> payload(String key);

  /** Reads what a user's ConfigMap holds; empty if it is not there. */
  Optional<Map<String, String>> configMap(String name);

  /**
   * Looks closer at what has failed, and at its pods: whether a Job was interrupted, and whether
   * something of a chain still runs.
   */
  JobOutcome outcome(MessageJob job);

  /**
   * Whether Jobs of a chain that is gone are still at work.
   *
   * @throws RuntimeException if the API server does not tell
   */
  boolean leavesJobs(MessageJob chain);

  /**
   * Makes of a Job that is held until its time the one that its template says; one that is held no
   * more stays as it is.
   *
   * @param wanted asked just before that
   * @return the Job as it is now, still held only if it is being deleted or is not wanted; empty if
   *     it is gone
   * @throws RuntimeException if the answer is not definite: it may be let go or not
   */
  Optional<Attempt> letGo(MessageJob job, BooleanSupplier wanted);

  /**
   * Deletes exactly this Job, unless it has ended by itself.
   *
   * @return the Job as it ended; empty if nothing of it is there any more
   * @throws RuntimeException if the answer is not definite: it may be there or not
   */
  Optional<MessageJob> stop(MessageJob job);

  /** Deletes exactly this Job. */
  void remove(MessageJob job);

  /** Deletes the ConfigMaps of a message. */
  void removePayload(String key);

  /**
   * Writes the newest receipt handle to a Job, so that a successor knows it.
   *
   * @param received when it was received: until when it is good follows from that
   */
  void note(MessageJob job, String handle, Instant received);
}
