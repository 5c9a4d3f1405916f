package dev.tidemill.e2e.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The first line and the headers of an HTTP/1.1 request or answer; source: RFC 9112.
 *
 * @param first the request line or status line
 * @param headers as they came, one a line
 */
record Head(String first, List<String> headers) {
  /** Reads one, or nothing where the peer has closed. */
  static Optional<Head> read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    var headers = new java.util.ArrayList<String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    return Optional.of(new Head(first, List.copyOf(headers)));
  }

  /** A header's value, empty where there is none. */
  String header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(h -> h.substring(prefix.length()).strip())
        .findFirst()
        .orElse("");
  }

  /** The second word of the first line: a request's target or an answer's code. */
  String second() {
    return first.split(" ", -1)[1];
  }

  /** Whether the peer wants to speak WebSocket from here on. */
  boolean webSocket() {
    return header("Upgrade").equalsIgnoreCase("websocket");
  }

  /** Without an offer of HTTP/2, and with the body already asked for. */
  Head forUpstream() {
    if (webSocket()) {
      return this;
    }
    return new Head(
        first,
        headers.stream()
            .filter(h ->
                !h.toLowerCase(Locale.ROOT)
                    .matches("(upgrade|http2-settings|expect|connection):.*"))
            .toList());
  }

  byte[] bytes() {
    return (first
            + "\r\n"
            + headers.stream().map(h -> h + "\r\n").collect(Collectors.joining())
            + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (line.size() == 0) {
          return "";
        }
        throw new EOFException("the peer closed inside a line");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
