package dev.tidemill.operator.schedule.cron;

/**
 * The values that one field of an expression allows.
 *
 * @param bits one bit for each allowed value, bit 0 for the value 0
 * @param star whether the field was open ({@code *} or {@code ?} without a step above 1), which
 *     decides how the day of month and the day of week are combined
 */
record FieldSet(long bits, boolean star) {
  static final FieldSet EMPTY = new FieldSet(0, false);

  static FieldSet only(int value) {
    return new FieldSet(1L << value, false);
  }

  static FieldSet all(CronField field) {
    return range(field.min(), field.max(), 1, true);
  }

  static FieldSet range(int first, int last, long step, boolean star) {
    long bits = 0;
    for (long value = first; value <= last; value += Math.min(step, 64)) {
      bits |= 1L << value;
    }
    return new FieldSet(bits, star);
  }

  FieldSet or(FieldSet other) {
    return new FieldSet(bits | other.bits, star || other.star);
  }

  boolean has(int value) {
    return (bits & (1L << value)) != 0;
  }

  /** A field of nothing but commas allows nothing: robfig/cron accepts it, and it never runs. */
  boolean isEmpty() {
    return bits == 0;
  }
}
