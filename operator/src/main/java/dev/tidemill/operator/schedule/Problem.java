package dev.tidemill.operator.schedule;

/**
 * Something that only a human can put right.
 *
 * @param reason a CamelCase word, the reason of the condition Stalled
 * @param message the cause and the remedy
 */
record Problem(String reason, String message) {}
