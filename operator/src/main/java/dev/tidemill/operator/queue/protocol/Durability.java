package dev.tidemill.operator.queue.protocol;

/** Writes the ledger at once, before what must not be done until it is written. */
final class Durability {
  private final Ports ports;
  private final Tracking tracking;

  Durability(Ports ports, Tracking tracking) {
    this.ports = ports;
    this.tracking = tracking;
  }

  /**
   * Returns once all that was recorded before this call is durable. Calls that come while one
   * writes share the next write.
   *
   * @throws RuntimeException if that is not known
   */
  void ensure() {
    ports.ledger().flush(ports.clock().instant(), ports.retention().get(), tracking::inUse);
  }
}
