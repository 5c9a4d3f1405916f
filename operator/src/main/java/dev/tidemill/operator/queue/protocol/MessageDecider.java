package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what to do with a message that was received, perhaps again. */
public final class MessageDecider {
  private MessageDecider() {}

  /** What to do with it. */
  public sealed interface Step {}

  /** It is settled: delete it with its fresh handle, since an old one may have had no effect. */
  public record DeleteAgain() implements Step {}

  /** It is being worked on: remember the fresh handle. */
  public record Adopt() implements Step {}

  /** It was put back for longer than this: hide it for the rest. */
  public record Hide(Duration rest) implements Step {}

  /** Make this attempt. */
  public record Start(int attempt) implements Step {}

  /**
   * What is known of the message.
   *
   * @param phase how far we are with it
   * @param attempt the number of its newest attempt; 0 if there was none
   * @param early whether it is deleted as soon as its Job exists
   * @param releasedUntil until when it was put back, where it was
   * @param remembered what the ledger says
   */
  public record Seen(
      Phase phase,
      int attempt,
      boolean early,
      @Nullable Instant releasedUntil,
      Entry.@Nullable Fact remembered) {}

  /** Decides. */
  public static Step decide(Seen seen, Instant now) {
    if (seen.remembered() instanceof Entry.Done) {
      return new DeleteAgain();
    }
    return switch (seen.phase()) {
      case SETTLED -> new DeleteAgain();
      case DELAYED, RUNNING, SETTLING, WAITING -> seen.early() ? new DeleteAgain() : new Adopt();
      case HELD, STARTING -> new Adopt();
      case RELEASED -> released(seen, now);
      case FRESH -> new Start(next(seen));
    };
  }

  private static Step released(Seen seen, Instant now) {
    Instant until = seen.releasedUntil();
    return until != null && now.isBefore(until)
        ? new Hide(Duration.between(now, until))
        : new Start(next(seen));
  }

  private static int next(Seen seen) {
    int remembered = seen.remembered() instanceof Entry.Next n ? n.attempt() : 1;
    return Math.max(remembered, seen.attempt() + 1);
  }
}
