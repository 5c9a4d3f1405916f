package dev.tidemill.operator.plan;

/**
 * Something worth telling the user, shown by {@code kubectl describe} as a Kubernetes Event.
 *
 * @param warning whether it is of type Warning instead of Normal
 * @param reason a CamelCase word of at most 128 characters
 * @param message one sentence, at most 1,024 characters are kept
 */
public record Notice(boolean warning, String reason, String message) {
  /** A milestone. */
  public static Notice normal(String reason, String message) {
    return new Notice(false, reason, message);
  }

  /** Something that went wrong. */
  public static Notice warning(String reason, String message) {
    return new Notice(true, reason, message);
  }
}
