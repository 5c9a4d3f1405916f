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
 * @param deleted whether the chain itself was deleted
 * @param failure the first failure without a definite answer; what it was about may be done or not
 */
record Applied(
    List<SeenJob> created,
    Map<String, Refusal> refused,
    List<String> stopped,
    boolean deleted,
    Optional<RuntimeException> failure) {}
