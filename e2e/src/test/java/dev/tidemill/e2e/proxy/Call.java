package dev.tidemill.e2e.proxy;

import java.nio.charset.StandardCharsets;

/**
 * One request of the operator, as a fault is chosen for it.
 *
 * @param method the HTTP method
 * @param target the path with its query
 * @param operation what follows {@code AmazonSQS.} in the header of a request to SQS, else empty
 * @param text the body, still framed
 */
public record Call(String method, String target, String operation, String text) {
  static Call of(Head head, byte[] body) {
    return new Call(
        head.first().split(" ", -1)[0],
        head.second(),
        head.header("X-Amz-Target").replaceFirst("^AmazonSQS\\.", ""),
        new String(body, StandardCharsets.UTF_8));
  }

  /** The path without its query. */
  public String path() {
    return target.replaceFirst("\\?.*", "");
  }

  /** Whether its answer never ends. */
  public boolean watch() {
    return target.contains("watch=true") || target.contains("watch=1");
  }
}
