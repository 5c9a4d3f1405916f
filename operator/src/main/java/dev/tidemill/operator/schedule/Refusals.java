package dev.tidemill.operator.schedule;

/** Words for what the API server said to a create or an update. */
final class Refusals {
  /** The reason of the condition Stalled while a template is refused. */
  static final String REASON = "CreateRefused";

  private Refusals() {}

  /** The API server refused the object; its words are repeated. */
  static Problem rejected(String kind, String name, String message) {
    return new Problem(
        REASON,
        "the API server refused %s %s: %s; correct what it names".formatted(kind, name, message));
  }

  /** An object of that name is there and belongs to somebody else. */
  static Problem foreign(String kind, String name) {
    return new Problem(
        REASON,
        "%s %s exists and was not made by this schedule; delete it, or give the schedule another name"
            .formatted(kind, name));
  }
}
