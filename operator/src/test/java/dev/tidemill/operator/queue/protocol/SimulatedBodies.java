package dev.tidemill.operator.queue.protocol;

import java.time.Instant;
import java.util.Random;

/** What producers send: small and large bodies, some for later, some that nothing takes. */
final class SimulatedBodies {
  private static final String OK = "{\"run\": 1, \"at\": TIME}";
  private static final String BAD = "no route takes it";

  /** Lies in a ConfigMap. */
  private static final String LARGE = "{\"run\": \"" + "x".repeat(17_000) + "\", \"at\": TIME}";

  private final Random random;
  private final boolean later;

  /**
   * Sends nothing yet.
   *
   * @param later whether some are to run later
   */
  SimulatedBodies(Random random, boolean later) {
    this.random = random;
    this.later = later;
  }

  /** One in three is to run later, where any is. */
  String next(Instant now) {
    int delay = later && random.nextInt(3) == 0 ? random.nextInt(200) : 0;
    String at = delay == 0 ? "null" : String.valueOf(now.getEpochSecond() + delay);
    return switch (random.nextInt(9)) {
      case 0 -> BAD;
      case 1 -> SimulatedRefusals.EVIL;
      case 4, 5 -> SimulatedUsers.SCHEDULE;
      case 2, 3 -> LARGE.replace("TIME", at);
      default -> OK.replace("TIME", at);
    };
  }
}
