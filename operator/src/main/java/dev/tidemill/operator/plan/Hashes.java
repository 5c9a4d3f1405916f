package dev.tidemill.operator.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes short, stable names out of facts: SHA-256, cut to what is asked for. */
public final class Hashes {
  private Hashes() {}

  /**
   * Hashes parts so that no two different lists of parts agree by concatenation.
   *
   * @param bytes how many bytes of the hash to keep, 1 to 32
   * @param parts what identifies the thing, in order
   * @return lower-case hexadecimal digits, two for each byte
   */
  public static String hex(int bytes, String... parts) {
    return HexFormat.of().formatHex(digest(parts), 0, bytes);
  }

  /** The whole SHA-256 of the parts, each preceded by its length. */
  public static byte[] digest(String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(0, utf8.length));
        sha.update(utf8);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
