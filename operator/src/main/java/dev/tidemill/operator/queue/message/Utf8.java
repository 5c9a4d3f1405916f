package dev.tidemill.operator.queue.message;

import java.nio.charset.StandardCharsets;

/** Measures text in bytes of UTF-8. */
final class Utf8 {
  private Utf8() {}

  static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // each half of a surrogate pair stands for two of the pair's four bytes
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /** Whether the text can be written as UTF-8: it has no lone surrogate. */
  static boolean encodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
