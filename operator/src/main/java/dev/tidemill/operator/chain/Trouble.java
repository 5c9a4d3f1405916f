package dev.tidemill.operator.chain;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * What keeps a chain from being worked on, as its conditions show it.
 *
 * @param reason the reason of a condition
 * @param message what failed, in the API server's words
 * @param lasting whether it stays so until a human changes something
 */
record Trouble(String reason, String message, boolean lasting) {
  private static final int FORBIDDEN = 403;

  /** The Job of a step may be there or not. */
  static Optional<Trouble> create(String step, RuntimeException cause) {
    return words(cause)
        .map(words ->
            new Trouble(
                Reasons.API_SERVER_UNAVAILABLE,
                "step " + step + ": " + words + " (tried again)",
                false));
  }

  /** A Job goes on that should not. */
  static Optional<Trouble> stop(String job, RuntimeException cause) {
    boolean forbidden = code(cause) == FORBIDDEN;
    return words(cause)
        .map(words ->
            new Trouble(
                forbidden ? Reasons.JOB_NOT_STOPPED : Reasons.API_SERVER_UNAVAILABLE,
                "the Job " + job + " was not stopped: " + words + " (tried again)",
                forbidden));
  }

  /** Whether any other request would fail in the same way, so that none is worth sending. */
  static boolean ofAll(RuntimeException cause) {
    int code = code(cause);
    return code == 0 || code == 429;
  }

  /** The HTTP status; 0 where there was no answer. */
  private static int code(RuntimeException cause) {
    return cause instanceof KubernetesClientException e ? e.getCode() : 0;
  }

  /** Empty where nothing was sent. */
  private static Optional<String> words(RuntimeException cause) {
    if (!(cause instanceof KubernetesClientException e)) {
      return Optional.empty();
    }
    return Optional.of(
        e.getStatus() == null || e.getStatus().getMessage() == null
            ? String.valueOf(e.getMessage())
            : e.getStatus().getMessage());
  }
}
