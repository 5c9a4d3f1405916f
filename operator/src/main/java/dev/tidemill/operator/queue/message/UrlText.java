package dev.tidemill.operator.queue.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Undoes URL encoding as HTML forms and S3 have it, and refuses what cannot be undone: the JDK's
 * decoder puts another character in the place of bytes that are not UTF-8, which would then be the
 * name of another object.
 */
final class UrlText {
  private static final int HEX = 16;

  private UrlText() {}

  /**
   * The text that was encoded.
   *
   * @throws CharacterCodingException if it is not encoded so, or stands for bytes that are not
   *     UTF-8
   */
  static String decode(String encoded) throws CharacterCodingException {
    ByteBuffer in = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(encoded));
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.remaining());
    while (in.hasRemaining()) {
      byte b = in.get();
      switch (b) {
        case '+' -> out.write(' ');
        case '%' -> out.write(digit(in) * HEX + digit(in));
        default -> out.write(b);
      }
    }
    return Utf8.text(out.toByteArray());
  }

  private static int digit(ByteBuffer in) throws CharacterCodingException {
    int digit = in.hasRemaining() ? in.get() : -1;
    if (!HexFormat.isHexDigit(digit)) {
      throw new CharacterCodingException();
    }
    return HexFormat.fromHexDigit(digit);
  }
}
