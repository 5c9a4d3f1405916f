package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which receipt handles a simulated process has had, and what it may do with them. */
final class KnownHandles {
  private final Broken broken;
  private final Set<String> received = new HashSet<>();
  private final Map<String, String> first = new HashMap<>();

  KnownHandles(Broken broken) {
    this.broken = broken;
  }

  void received(String handle) {
    received.add(handle);
    first.putIfAbsent(id(handle), handle);
  }

  /** Release is no fact that stays true: only who received a message may put it back. */
  String putBack(String handle) {
    assertThat(received).as("put back by who received it").contains(handle);
    return handle;
  }

  /** The handle with which a message is renewed. */
  String renewed(String handle) {
    String earliest = first.computeIfAbsent(id(handle), _ -> handle);
    return broken == Broken.HANDLE ? earliest : handle;
  }

  private static String id(String handle) {
    return handle.substring(0, handle.indexOf('#'));
  }
}
