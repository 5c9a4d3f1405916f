package dev.tidemill.operator.queue.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says where and why an expression fails for a message. The library's own words may repeat what is
 * in the message, which belongs in no log and no Event.
 */
final class Failure {
  private static final Pattern PLACE = Pattern.compile("^evaluation error at [^ :]*:(\\d{1,9}): ");

  private Failure() {}

  static String words(CelEvaluationException e) {
    return place(e.getMessage()) + why(e.getErrorCode());
  }

  private static String place(@Nullable String message) {
    Matcher place = PLACE.matcher(message == null ? "" : message);
    return place.find() ? "at character " + (Integer.parseInt(place.group(1)) + 1) + ": " : "";
  }

  private static String why(CelErrorCode code) {
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND -> "the message has no such member or attribute";
      case INDEX_OUT_OF_BOUNDS -> "a list has no such item";
      case DIVIDE_BY_ZERO -> "a number is divided by zero";
      case NUMERIC_OVERFLOW -> "a number is too large";
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND ->
          "a value is of another type than is asked for";
      case BAD_FORMAT, INVALID_ARGUMENT -> "a text has another form than is asked for";
      case DUPLICATE_ATTRIBUTE -> "a map has a key twice";
      case ITERATION_BUDGET_EXCEEDED -> "its macros take too many steps";
      case INTERNAL_ERROR -> "it cannot be told for this message";
    };
  }
}
