package dev.tidemill.operator.queue.sqs;

import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Names the receive calls to a FIFO queue. One whose answer was lost is made again by its name and
 * brings what it took: else that would hold up its group until its visibility ends, untried.
 *
 * <p>Source: the API reference of Amazon SQS, {@code ReceiveMessage}, {@code
 * ReceiveRequestAttemptId}.
 */
final class ReceiveAttempts {
  /** For how long the queue knows a name. */
  private static final Duration KNOWN = Duration.ofMinutes(5);

  /** How long a call may be on its way: one that comes too late may not be by its old name. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  private static final int SERVER_ERROR = 500;

  /**
   * A call.
   *
   * @param until when it is not to be made again: what it took may have come back by itself
   */
  private record Attempt(String id, long until) {}

  private final Queue<Attempt> lost = new ConcurrentLinkedQueue<>();
  private final LongSupplier nanos;

  /**
   * Knows of no call yet.
   *
   * @param nanos a clock that nobody sets
   */
  ReceiveAttempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Makes a call: one whose answer was lost, or a new one.
   *
   * @param visibility for how long it hides what it takes
   * @param call is given its name
   */
  <T> T call(Duration visibility, Function<String, T> call) {
    Attempt again = takeLost();
    if (again != null) {
      try {
        return make(again, call);
      } catch (AwsServiceException e) {
        if (!refused(e)) {
          throw e;
        }
        // the queue takes this name no more, as after a throttled call
      }
    }
    return make(fresh(visibility), call);
  }

  private <T> T make(Attempt attempt, Function<String, T> call) {
    try {
      return call.apply(attempt.id());
    } catch (SdkException e) {
      if (!refused(e)) {
        lost.add(attempt);
      }
      throw e;
    }
  }

  /** Whether the queue itself said no: then the call has taken nothing, and its name is spent. */
  private static boolean refused(SdkException error) {
    return error instanceof AwsServiceException answer
        && answer.statusCode() < SERVER_ERROR
        && !SqsErrors.denied(error);
  }

  private @Nullable Attempt takeLost() {
    long now = nanos.getAsLong();
    Attempt attempt = lost.poll();
    while (attempt != null && attempt.until() - now <= 0) {
      attempt = lost.poll();
    }
    return attempt;
  }

  private Attempt fresh(Duration visibility) {
    Duration useful = visibility.compareTo(KNOWN) < 0 ? visibility : KNOWN;
    return new Attempt(
        UUID.randomUUID().toString(), nanos.getAsLong() + useful.minus(ON_ITS_WAY).toNanos());
  }
}
