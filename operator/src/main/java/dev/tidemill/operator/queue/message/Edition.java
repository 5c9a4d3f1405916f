package dev.tidemill.operator.queue.message;

import dev.tidemill.operator.plan.Hashes;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Which version of which key a message is, without the texts themselves.
 *
 * @param key stands for trigger and key, 32 hexadecimal digits
 * @param version an integer as {@link Long#toString} writes it; of any other text # and a hash; of
 *     a message without a version empty
 * @param sent when the message was sent, by the queue's clock
 */
public record Edition(String key, String version, Instant sent) {
  private static final int KEY_BYTES = 16;
  private static final int TEXT_BYTES = 12;
  private static final String TEXT = "#";
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,19}");

  /** Hashes what a message says of itself. */
  static Edition of(String triggerUid, String key, String version, Instant sent) {
    return new Edition(
        Hashes.hex(KEY_BYTES, triggerUid, "supersede", key), canonical(version), sent);
  }

  /** Whether the messages of its kind have no versions: what was sent later is newer. */
  public boolean unversioned() {
    return version.isEmpty();
  }

  /** Its version, if that is an integer of at most 64 bits. */
  public OptionalLong number() {
    return number(version);
  }

  /** Whether this one says of itself that the other is newer, of the same key. */
  public boolean olderThan(Edition other) {
    if (unversioned() || other.unversioned()) {
      return unversioned() && other.unversioned() && sent.isBefore(other.sent);
    }
    return number().isPresent()
        && other.number().isPresent()
        && number().getAsLong() < other.number().getAsLong();
  }

  /** Whether two versions are the same: as numbers where both are integers, else as text. */
  public static boolean same(String one, String other) {
    return canonical(one).equals(canonical(other));
  }

  private static String canonical(String version) {
    OptionalLong number = number(version);
    if (number.isPresent()) {
      return String.valueOf(number.getAsLong());
    }
    return version.isEmpty() ? version : TEXT + Hashes.hex(TEXT_BYTES, version);
  }

  private static OptionalLong number(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
