package dev.tidemill.operator.queue.protocol;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Finds the messages of a key, of those that this process knows something of. */
final class MessagesByKey {
  private final ConcurrentHashMap<String, Set<String>> messages = new ConcurrentHashMap<>();

  /** The keys of the messages whose {@code supersede.key} it is. */
  Set<String> of(String key) {
    return Set.copyOf(messages.getOrDefault(key, Set.of()));
  }

  void put(String key, String message) {
    messages.compute(
        key,
        (_, known) -> {
          Set<String> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(message);
          return all;
        });
  }

  /** Forgets a message, unless it is known again meanwhile. */
  void remove(String key, String message, Predicate<String> known) {
    messages.computeIfPresent(
        key,
        (_, all) -> {
          if (!known.test(message)) {
            all.remove(message);
          }
          return all.isEmpty() ? null : all;
        });
  }
}
