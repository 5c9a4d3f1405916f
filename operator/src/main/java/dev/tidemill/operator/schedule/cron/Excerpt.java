package dev.tidemill.operator.schedule.cron;

/** Cuts a user's text to what a message can hold. */
final class Excerpt {
  private static final int MAX_LENGTH = 64;

  private Excerpt() {}

  static String of(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }
}
