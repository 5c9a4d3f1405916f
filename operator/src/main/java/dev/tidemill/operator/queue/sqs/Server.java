package dev.tidemill.operator.queue.sqs;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked, by whom: one client serves all that agree in it.
 *
 * @param endpoint null for AWS itself
 */
record Server(@Nullable URI endpoint, String region, Identity identity) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Whether the same queues may be behind both: AWS itself has more than one address. */
  boolean mayBe(Server other) {
    return endpoint == null
        || other.endpoint == null
        || (endpoint.getHost().equalsIgnoreCase(other.endpoint.getHost())
            && port(endpoint) == port(other.endpoint));
  }

  private static int port(URI endpoint) {
    int standard = "https".equals(endpoint.getScheme()) ? HTTPS : HTTP;
    return endpoint.getPort() < 0 ? standard : endpoint.getPort();
  }
}
