package dev.tidemill.e2e.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Copies the body that follows a head, with its framing; source: RFC 9112, section 6. */
final class Body {
  private static final int HEXADECIMAL = 16;

  private Body() {}

  /** Reads a whole body as it lies on the wire. */
  static byte[] read(InputStream in, Head head, boolean answer) throws IOException {
    var out = new ByteArrayOutputStream();
    copy(in, out, head, answer);
    return out.toByteArray();
  }

  /** Copies a body piece by piece, so that a watch arrives as it is sent. */
  static void copy(InputStream in, OutputStream out, Head head, boolean answer) throws IOException {
    String length = head.header("Content-Length");
    if (head.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      copyChunks(in, out);
    } else if (!length.isEmpty()) {
      copyBytes(in, out, Integer.parseInt(length));
    } else if (answer && !head.second().matches("1..|204|304")) {
      in.transferTo(out);
    }
  }

  private static void copyChunks(InputStream in, OutputStream out) throws IOException {
    while (true) {
      String line = Head.line(in);
      int size = Integer.parseInt(line.split(";", -1)[0].strip(), HEXADECIMAL);
      var chunk = new ByteArrayOutputStream();
      chunk.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      copyBytes(in, chunk, size);
      Head.line(in);
      chunk.writeBytes(new byte[] {'\r', '\n'});
      out.write(chunk.toByteArray());
      out.flush();
      if (size == 0) {
        return;
      }
    }
  }

  private static void copyBytes(InputStream in, OutputStream out, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the peer closed inside a body");
    }
    out.write(bytes);
  }
}
