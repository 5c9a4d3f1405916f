package dev.tidemill.operator.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a plan's actions.
 *
 * @param created the Jobs that are there now, by this create or an earlier one
 * @param refused by step: creates that the API server refused
 * @param stopped the names of the Jobs that were stopped
 * @param over the Jobs that were to be stopped and had ended by then, as they are
 * @param deletion what became of the chain itself
 * @param failure the first failure without a definite answer; what it was about may be done or not
 */
record Applied(
    List<SeenJob> created,
    Map<String, Refusal> refused,
    List<String> stopped,
    List<SeenJob> over,
    Deletion deletion,
    Optional<Failure> failure) {

  /** What became of the chain itself. */
  enum Deletion {
    /** It stays. */
    NONE,
    /** It is deleted. */
    DONE,
    /** It was to be deleted and has changed since it was seen, or is gone. */
    CHANGED
  }

  /**
   * Something failed that is to be tried again.
   *
   * @param cause as the client threw it
   * @param trouble how the user sees it, if it concerns the user
   */
  record Failure(RuntimeException cause, Optional<Trouble> trouble) {}
}
