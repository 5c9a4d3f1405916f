package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.protocol.Obstacle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Assumes a role with other credentials, again before the session expires, and at once when those
 * credentials have changed: a session must not outlive the Secret that it was made with.
 */
final class RoleCredentials implements Credentials {
  /** Assumes the role with these credentials, by one call of STS. */
  interface Sts extends AutoCloseable {
    AwsSessionCredentials assume(AssumedRole role, AwsCredentials with);

    @Override
    void close();
  }

  /** How long before its end a session is replaced: time enough to try again. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** Nearly at its end it is not used any more: the call must arrive. */
  private static final Duration LAST = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private record Session(AwsSessionCredentials credentials, AwsCredentials with, Instant since) {
    Instant end() {
      return credentials.expirationTime().orElse(Instant.MAX);
    }
  }

  private final Sts sts;
  private final AssumedRole role;
  private final Credentials base;
  private final Clock clock;
  private final ReentrantLock assuming = new ReentrantLock();
  private volatile @Nullable Session session;
  private @Nullable QueueException failure;
  private @Nullable AwsCredentials failedWith;
  private Instant triedAt = Instant.EPOCH;

  /** Asks for nothing yet. */
  RoleCredentials(Sts sts, AssumedRole role, Credentials base, Clock clock) {
    this.sts = sts;
    this.role = role;
    this.base = base;
    this.clock = clock;
  }

  /**
   * Those of the session.
   *
   * @throws QueueException if the role cannot be assumed, or there is nothing to assume it with
   */
  @Override
  public AwsCredentials resolveCredentials() {
    AwsCredentials with = base.resolveCredentials();
    Session known = session;
    if (known != null && lasts(known, with, MARGIN)) {
      return known.credentials();
    }
    if (known == null || !lasts(known, with, LAST)) {
      assuming.lock();
    } else if (!assuming.tryLock()) {
      // another call renews it
      return known.credentials();
    }
    try {
      known = session;
      return known != null && lasts(known, with, MARGIN)
          ? known.credentials()
          : assume(with, clock.instant());
    } finally {
      assuming.unlock();
    }
  }

  /**
   * Those of a session that is a few seconds old at most: an older one may have been revoked.
   *
   * @throws QueueException as {@link #resolveCredentials}
   */
  @Override
  public AwsCredentials fresh() {
    AwsCredentials with = base.fresh();
    assuming.lock();
    try {
      Session known = session;
      Instant now = clock.instant();
      return known != null && known.with().equals(with) && recent(known.since(), now)
          ? known.credentials()
          : assume(with, now);
    } finally {
      assuming.unlock();
    }
  }

  private boolean lasts(Session known, AwsCredentials with, Duration margin) {
    return known.with().equals(with) && clock.instant().isBefore(known.end().minus(margin));
  }

  private static boolean recent(Instant time, Instant now) {
    return Duration.between(time, now).abs().compareTo(PAUSE) < 0;
  }

  /** With the lock held. A call that failed is not made again at each call of the queue. */
  private AwsCredentials assume(AwsCredentials with, Instant now) {
    QueueException lately = failure;
    if (lately != null && with.equals(failedWith) && recent(triedAt, now)) {
      return remaining(with, lately);
    }
    try {
      AwsSessionCredentials found = sts.assume(role, with);
      session = new Session(found, with, now);
      failure = null;
      return found;
    } catch (SdkException e) {
      QueueException failed = failed(e);
      failure = failed;
      failedWith = with;
      triedAt = clock.instant();
      if (failed.obstacle().lasting()) {
        session = null;
      }
      return remaining(with, failed);
    }
  }

  /** While STS is away the session that is there serves until its end. */
  private AwsCredentials remaining(AwsCredentials with, QueueException failed) {
    Session known = session;
    if (known != null && lasts(known, with, LAST)) {
      return known.credentials();
    }
    throw failed;
  }

  private QueueException failed(SdkException e) {
    boolean lasting = SqsErrors.refused(e);
    return new QueueException(
        new Obstacle(
            "RoleNotAssumed",
            "roleArn: "
                + role.arn()
                + " cannot be assumed with "
                + base.shown()
                + ": "
                + SqsErrors.words(e)
                + (lasting
                    ? "; correct roleArn, or let the role trust that identity and give the identity"
                        + " the right sts:AssumeRole"
                    : ""),
            lasting));
  }

  @Override
  public String shown() {
    return "role " + role.arn() + ", assumed with " + base.shown();
  }

  @Override
  public String remedy() {
    return "correct the policy of that role or of the queue";
  }

  @Override
  public void close() {
    sts.close();
    base.close();
  }
}
