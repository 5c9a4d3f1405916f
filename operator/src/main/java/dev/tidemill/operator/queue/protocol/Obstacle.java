package dev.tidemill.operator.queue.protocol;

/**
 * Why nothing can start at present.
 *
 * @param reason a CamelCase word
 * @param message what stands in the status: cause and remedy, an API server's words as they are
 * @param lasting whether a person must change something
 */
public record Obstacle(String reason, String message, boolean lasting) {}
