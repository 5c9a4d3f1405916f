package dev.tidemill.operator.schedule.cron;

import dev.tidemill.operator.plan.Excerpt;

/**
 * Reads one field: a list of values, names and ranges with steps.
 *
 * <p>What it accepts is what robfig/cron v3 accepts, its oddities included: empty list items are
 * skipped, text after {@code *-} is ignored, {@code N/step} runs to the end of the field.
 */
final class FieldParser {
  private final CronField field;

  FieldParser(CronField field) {
    this.field = field;
  }

  FieldSet parse(String text) throws CronSyntaxException {
    var values = FieldSet.EMPTY;
    for (var item : text.split(",")) {
      if (!item.isEmpty()) {
        values = values.or(item(item));
      }
    }
    return values;
  }

  private FieldSet item(String item) throws CronSyntaxException {
    var rangeAndStep = item.split("/", -1);
    if (rangeAndStep.length > 2) {
      throw wrong(item, "has more than one slash", "write a range and one step, such as 0-30/5");
    }
    var ends = rangeAndStep[0].split("-", -1);
    boolean open = ends[0].equals("*") || ends[0].equals("?");
    if (!open && ends.length > 2) {
      throw wrong(item, "has more than one hyphen", "write a range as first-last");
    }
    long first = open ? field.min() : value(item, ends[0]);
    long last = open ? field.max() : value(item, ends[ends.length - 1]);
    long step = 1;
    if (rangeAndStep.length == 2) {
      step = number(item, rangeAndStep[1]);
      last = ends.length == 1 ? field.max() : last;
    }
    check(item, first, last, step);
    return FieldSet.range((int) first, (int) last, step, open && step == 1);
  }

  private void check(String item, long first, long last, long step) throws CronSyntaxException {
    if (first < field.min()) {
      throw wrong(item, "begins below " + field.min(), "use " + field.allowed());
    }
    if (last > field.max()) {
      throw wrong(item, "is above " + field.max(), "use " + field.allowed());
    }
    if (first > last) {
      throw wrong(item, "begins after its end", "write the smaller value first, or two ranges");
    }
    if (step == 0) {
      throw wrong(item, "has the step 0", "use a step of at least 1");
    }
  }

  private long value(String item, String text) throws CronSyntaxException {
    var named = field.named(text);
    return named != null ? named : number(item, text);
  }

  private long number(String item, String text) throws CronSyntaxException {
    long number;
    try {
      // Long.parseLong also takes the digits of other scripts, which Go does not.
      if (!text.chars().allMatch(c -> c < 128)) {
        throw new NumberFormatException();
      }
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(
          item,
          "has \"" + Excerpt.of(text, CronSyntaxException.EXCERPT_MAX) + "\", not a number",
          "use " + field.allowed());
    }
    if (number < 0) {
      throw wrong(item, "has a negative number", "use " + field.allowed());
    }
    return number;
  }

  private CronSyntaxException wrong(String item, String what, String remedy) {
    return new CronSyntaxException(
        "the "
            + field.title()
            + " \""
            + Excerpt.of(item, CronSyntaxException.EXCERPT_MAX)
            + "\" "
            + what
            + "; "
            + remedy);
  }
}
