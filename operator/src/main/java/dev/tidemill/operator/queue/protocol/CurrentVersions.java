package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads which version of a key is valid. While nobody can say, the messages that ask wait, and one
 * of them at a time asks again, ever more rarely; all others go on.
 */
final class CurrentVersions {
  /** Why messages wait. */
  static final String MISSING = "CurrentVersionsMissing";

  private final Ports ports;
  private final Tracking tracking;
  private final StartGate gate = new StartGate();

  CurrentVersions(Ports ports, Tracking tracking) {
    this.ports = ports;
    this.tracking = tracking;
  }

  /**
   * Reads the valid versions by their keys for a message that is to start.
   *
   * @return empty if nobody can say: the message waits until {@link #later}
   * @throws RuntimeException if the API server does not answer
   */
  Optional<Map<String, String>> read(String name, Tracked tracked) {
    // one that comes anew asks at once: it may find what those that wait would find later
    if (tracked.unsure && !gate.tryPass(now())) {
      return Optional.empty();
    }
    Optional<Map<String, String>> found = ports.jobs().configMap(name);
    tracked.unsure = found.isEmpty();
    if (found.isEmpty()) {
      gate.close(missing(name), now(), Duration.ZERO);
    } else if (gate.open()) {
      waiting().forEach(other -> ports.agenda().at(other.key, now()));
    }
    return found;
  }

  /** When a message that waits is to ask again. */
  Instant later() {
    return gate.later(now());
  }

  /** Why messages wait, if one does. */
  Optional<Obstacle> obstacle() {
    return gate.obstacle().filter(_ -> waiting().findAny().isPresent());
  }

  /** How many characters of message bodies are kept until it is known whether they may start. */
  long heldChars() {
    return gate.obstacle().isEmpty() ? 0 : waiting().mapToLong(CurrentVersions::chars).sum();
  }

  /** The spec was changed: it may name another ConfigMap now, or none. */
  void configured() {
    boolean _ = gate.open();
  }

  private Stream<Tracked> waiting() {
    return tracking.all().stream().filter(tracked -> tracked.unsure);
  }

  private static long chars(Tracked tracked) {
    var message = tracked.message;
    return message == null ? 0 : message.body().length();
  }

  private Instant now() {
    return ports.clock().instant();
  }

  private static Obstacle missing(String name) {
    return new Obstacle(
        MISSING,
        "ConfigMap "
            + name
            + " of supersede.current is missing: create it; until then no"
            + " message that has a key gets a Job",
        true);
  }
}
