package dev.tidemill.operator.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;

/** The API server has not done what it was asked, and says when to ask again. */
public final class BusyException extends KubernetesClientException {
  private final Duration after;

  /**
   * Says what the client said.
   *
   * @param after not to be asked again before this time has passed, at most a minute
   */
  BusyException(KubernetesClientException cause, Duration after) {
    super(String.valueOf(cause.getMessage()), cause, cause.getCode(), cause.getStatus(), null);
    this.after = after;
  }

  /** Not to be asked again before this time has passed. */
  public Duration after() {
    return after;
  }
}
