package dev.tidemill.operator.app;

import dev.tidemill.operator.plan.OwnIdentity;
import java.util.Map;
import java.util.UUID;

/**
 * What the administrator sets, by environment variables.
 *
 * @param httpPort {@code TIDEMILL_HTTP_PORT}: where health and metrics are served, 8080 when left
 *     out
 * @param namespace {@code TIDEMILL_NAMESPACE}: where the Lease lies, tidemill-system when left out
 * @param identity {@code TIDEMILL_IDENTITY}: what the Lease calls this process. No two processes
 *     that live at the same time may have the same, since each would take itself for the leader;
 *     one that is started in place of a dead one may, and then takes the Lease over at once. Made
 *     of the host name and a random number when left out
 * @param ownIdentity {@code TIDEMILL_OWN_IDENTITY}: which queues may be used from which namespaces
 *     with the operator's own identity; none when left out
 */
record Settings(int httpPort, String namespace, String identity, OwnIdentity ownIdentity) {
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if one of them is wrong; the message says which and why
   */
  static Settings of(Map<String, String> environment) {
    String host = environment.getOrDefault("HOSTNAME", "tidemill");
    return new Settings(
        port(environment.getOrDefault("TIDEMILL_HTTP_PORT", "8080")),
        text(environment, "TIDEMILL_NAMESPACE", "tidemill-system"),
        text(environment, "TIDEMILL_IDENTITY", host + "_" + UUID.randomUUID()),
        OwnIdentitySetting.parse(environment.getOrDefault(OwnIdentitySetting.NAME, "")));
  }

  /** A Lease whose holder has an empty name is free to everybody. */
  private static String text(Map<String, String> environment, String name, String whenLeftOut) {
    String value = environment.getOrDefault(name, whenLeftOut);
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty: set it or leave it out");
    }
    return value;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below, together with the other way to be wrong
    }
    throw new IllegalArgumentException(
        "TIDEMILL_HTTP_PORT is \"" + text + "\": it must be a number from 1 to 65535");
  }
}
