package dev.tidemill.bench;

/**
 * One line of the table.
 *
 * @param what was measured
 * @param ours the operator's figure
 * @param floor the bare client's, or what stands in its place
 * @param ratio ours by the floor's; empty where none is meant
 * @param target what is asked for
 */
record Row(String what, String ours, String floor, String ratio, String target, Verdict verdict) {
  /** Whether the target was met. */
  enum Verdict {
    PASS,
    MISS,
    /** No target is set. */
    REPORTED;

    static Verdict of(boolean met) {
      return met ? PASS : MISS;
    }
  }

  static Row unmeasured(String what, String why) {
    return new Row(
        what, "not measured: " + why.lines().findFirst().orElse(""), "", "", "", Verdict.MISS);
  }
}
