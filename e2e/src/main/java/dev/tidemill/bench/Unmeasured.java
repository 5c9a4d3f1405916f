package dev.tidemill.bench;

/** Thrown where a figure cannot be had; the message says why and goes into the table. */
final class Unmeasured extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unmeasured(String why) {
    super(why);
  }

  Unmeasured(String why, Throwable cause) {
    super(why, cause);
  }
}
