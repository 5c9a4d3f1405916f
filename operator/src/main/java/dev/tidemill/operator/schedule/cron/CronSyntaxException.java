package dev.tidemill.operator.schedule.cron;

/** Says which part of a cron expression is wrong and what to write instead, in one sentence. */
public final class CronSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  /** How much of a user's text a message repeats, in characters. */
  static final int EXCERPT_MAX = 64;

  CronSyntaxException(String message) {
    super(message);
  }
}
