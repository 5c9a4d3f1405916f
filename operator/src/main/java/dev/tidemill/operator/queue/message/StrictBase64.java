package dev.tidemill.operator.queue.message;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads Base64 in the standard alphabet with its padding, and nothing else: the JDK's decoder
 * overlooks missing padding and stray bits, where something may be cut off. Source: RFC 4648,
 * sections 3.2, 3.5 and 4.
 */
final class StrictBase64 {
  private StrictBase64() {}

  /** The bytes that it stands for; null if it is none. */
  static byte @Nullable [] decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
