package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What simulated messages say of keys and versions, and which of them may run and be deleted. */
final class SimulatedKeys {
  /** How messages of a key are told apart. */
  private enum Mode {
    NO_KEYS,
    VERSIONS,
    TIMES
  }

  /**
   * What a message says.
   *
   * @param version 0: none
   */
  private record Said(String id, String key, boolean cancel, int version, Instant sent) {}

  private static final int KEYS = 2;
  private static final int VERSIONS = 4;

  private final Random random;
  private final SimulatedQueue queue;
  private final Mode mode;

  /** Whether a ConfigMap tells which version is valid; it has no key, so all are. */
  private final boolean checked;

  /** Whether that ConfigMap is there at present. */
  boolean tellsCurrent = true;

  private final Map<String, Said> messages = new LinkedHashMap<>();

  SimulatedKeys(Random random, SimulatedQueue queue) {
    this.random = random;
    this.queue = queue;
    this.mode = Mode.values()[random.nextInt(Mode.values().length)];
    this.checked = mode == Mode.VERSIONS && random.nextBoolean();
  }

  boolean used() {
    return mode != Mode.NO_KEYS;
  }

  /** What a trigger's spec says of them. */
  String spec() {
    String when = random.nextBoolean() ? "Finish" : "Replace";
    return switch (mode) {
      case NO_KEYS -> "unmatched: DeadLetter";
      case TIMES -> "supersede: {key: {jsonPointer: /id}, whenRunning: %s}".formatted(when);
      case VERSIONS ->
          "supersede: {key: {jsonPointer: /id}, version: {jsonPointer: /version}, whenRunning: %s%s}"
              .formatted(when, checked ? ", current: {configMapRef: {name: versions}}" : "");
    };
  }

  /** The route of Cancel messages, if there are any. */
  String route() {
    return used() ? "{name: off, match: {jsonPointer: /stop, exists: true}, action: Cancel}, " : "";
  }

  /** The body of a message that is sent now: it may have a key, or cancel others. */
  String send(String id, String body, Instant sent) {
    boolean plain = !used() || !body.startsWith("{") || body.equals(SimulatedRefusals.EVIL);
    if (plain || random.nextInt(4) == 0) {
      return body;
    }
    boolean cancel = random.nextInt(4) == 0;
    boolean versioned = mode == Mode.VERSIONS && (!cancel || random.nextBoolean());
    int version = versioned ? 1 + random.nextInt(VERSIONS) : 0;
    Said said = new Said(id, "k" + random.nextInt(KEYS), cancel, version, sent);
    messages.put(id, said);
    return "{\"id\": \"%s\"%s%s, "
            .formatted(
                said.key(),
                versioned ? ", \"version\": " + version : "",
                cancel ? ", \"stop\": 1" : "")
        + body.substring(1);
  }

  /** The versions that are valid, if the ConfigMap that tells is there. */
  Optional<Map<String, String>> current() {
    return tellsCurrent ? Optional.of(Map.of()) : Optional.empty();
  }

  /**
   * A Job is to start: of a message that has a key only where its process could read whether that
   * is the valid version.
   */
  void checked(String id, boolean told) {
    assertThat(!checked || told || !messages.containsKey(id))
        .as("%s starts with a valid version", id)
        .isTrue();
  }

  boolean cancels(String id) {
    Said said = messages.get(id);
    return said != null && said.cancel();
  }

  /** Whether a newer version of its key is known to somebody. */
  boolean superseded(String id) {
    return others(id, this::newer).anyMatch(n -> queue.item(n.id()).receives > 0);
  }

  /** Whether a Cancel message that speaks of it is known to somebody. */
  boolean cancelled(String id) {
    return others(id, SimulatedKeys::covers).anyMatch(c -> queue.item(c.id()).receives > 0);
  }

  /**
   * A Job is created: no newer version has had one, and no Cancel message that speaks of it was
   * deleted.
   *
   * @param spared messages whose Jobs a user has deleted or hidden
   */
  void created(String id, SimulatedCluster cluster, Set<String> spared) {
    assertThat(others(id, this::newer).filter(n -> !spared.contains(n.id())))
        .as("a Job of %s is started after one of a newer version", id)
        .noneMatch(n -> cluster.everCreated(n.id()));
    assertThat(others(id, SimulatedKeys::covers))
        .as("a Job of %s is started after it was cancelled", id)
        .noneMatch(c -> queue.item(c.id()).deleted && !queue.taken().contains(c.id()));
  }

  /** A Cancel message was deleted: nothing of what it speaks of runs. */
  void finished(String cancel, SimulatedCluster cluster, Set<String> spared) {
    Said said = Objects.requireNonNull(messages.get(cancel));
    assertThat(cluster.list().stream().map(SimulatedCluster::view))
        .filteredOn(j -> !spared.contains(j.messageId()) && !j.terminal())
        .as("what %s cancels runs", cancel)
        .noneMatch(j -> {
          Said other = messages.get(j.messageId());
          return other != null && covers(said, other);
        });
  }

  private Stream<Said> others(String id, BiPredicate<Said, Said> relation) {
    Said said = messages.get(id);
    Predicate<Said> related = other -> said != null && relation.test(other, said);
    return messages.values().stream().filter(related);
  }

  private boolean newer(Said other, Said than) {
    boolean same = !other.cancel() && !than.cancel() && other.key().equals(than.key());
    return same
        && (mode == Mode.VERSIONS
            ? other.version() > than.version()
            : other.sent().isAfter(than.sent()));
  }

  private static boolean covers(Said cancel, Said other) {
    boolean same = cancel.cancel() && !other.cancel() && cancel.key().equals(other.key());
    return same
        && (cancel.version() > 0
            ? other.version() <= cancel.version()
            : other.sent().isBefore(cancel.sent()));
  }
}
