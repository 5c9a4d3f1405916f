package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Edition;
import java.util.OptionalLong;

/**
 * What is remembered of one key, as far as it can speak of one message.
 *
 * @param newestVersion the highest version that was to run
 * @param newestSent when the newest message without a version was sent, in milliseconds since 1970
 * @param cancelledVersion this version and all lower ones are cancelled
 * @param cancelledBefore what was sent before this is cancelled, in milliseconds since 1970
 * @param textCancelled whether exactly the message's version, which is no integer, is cancelled
 */
record KeyFacts(
    OptionalLong newestVersion,
    OptionalLong newestSent,
    OptionalLong cancelledVersion,
    OptionalLong cancelledBefore,
    boolean textCancelled) {
  /** Decides. What is as new as the newest is wanted, such as the newest itself. */
  Verdict verdict(Edition edition) {
    OptionalLong version = edition.number();
    long sent = edition.sent().toEpochMilli();
    boolean cancelled =
        textCancelled
            || less(sent, cancelledBefore)
            || (version.isPresent()
                && cancelledVersion.isPresent()
                && version.getAsLong() <= cancelledVersion.getAsLong());
    if (cancelled) {
      return Verdict.CANCELLED;
    }
    boolean older =
        edition.unversioned()
            ? less(sent, newestSent)
            : version.isPresent() && less(version.getAsLong(), newestVersion);
    return older ? Verdict.SUPERSEDED : Verdict.WANTED;
  }

  private static boolean less(long number, OptionalLong bound) {
    return bound.isPresent() && number < bound.getAsLong();
  }
}
