package dev.tidemill.operator.chain;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** A refusal with the step that it is about. */
record StepRefusal(String step, Refusal refusal) {
  /** The one that the user should see: what a human must change before what may pass. */
  static Optional<StepRefusal> worst(Map<String, Refusal> refusals) {
    return refusals.entrySet().stream()
        .map(e -> new StepRefusal(e.getKey(), e.getValue()))
        .min(
            Comparator.comparing((StepRefusal r) -> r.refusal.kind() == Refusal.Kind.QUOTA)
                .thenComparing(StepRefusal::step));
  }

  String reason() {
    return refusal.kind().reason();
  }

  /** Cause and remedy; the API server's words are in it as they came. */
  String message() {
    String words = "step " + step + ": " + refusal.message();
    return switch (refusal.kind()) {
      case INVALID -> words + " (correct the step's jobTemplate)";
      case DENIED -> words + " (tried again every minute)";
      case QUOTA -> words + " (tried again until there is room)";
      case NAME_TAKEN -> words + " (delete that Job or rename it)";
    };
  }
}
