package dev.tidemill.operator.kube;

/**
 * Stands before each create and lets it pass only while this process surely leads.
 *
 * <p>Without it a process that was frozen could wake up deposed and create what its successor has
 * already created and removed.
 */
@FunctionalInterface
public interface CreateGate {
  /**
   * Passes if what remains of the lease is longer than a request may take.
   *
   * @throws NotLeadingException if it is not
   */
  void check();

  /** Thrown where a create would not surely end within the lease; nothing was sent. */
  final class NotLeadingException extends RuntimeException {
    /** Says why. */
    public NotLeadingException(String message) {
      super(message);
    }
  }
}
