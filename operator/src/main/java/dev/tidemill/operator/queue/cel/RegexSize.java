package dev.tidemill.operator.queue.cel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells how large the program of a regular expression may become before it is made: what is counted
 * is written out, once more for each count around it, and the library looks at the size only when
 * all of that is in memory. Source: the syntax of RE2.
 */
final class RegexSize {
  private static final Pattern COUNT = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

  /** The highest count; a higher one is refused. */
  private static final int MAX_COUNT = 1000;

  /** More than any program may have, and no overflow when it is multiplied. */
  private static final long MOST = 1L << 31;

  private final String text;
  private final Matcher count;
  private final Deque<Long> around = new ArrayDeque<>();
  private int at;

  /** How often the last item is written out, and how often any of this group. */
  private long last = 1;

  private long any = 1;

  private RegexSize(String text) {
    this.text = text;
    this.count = COUNT.matcher(text);
  }

  /** The most instructions that it may have, about; exact only in being no less. */
  static long most(String regex) {
    return new RegexSize(regex).read();
  }

  private long read() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        case '*', '+', '?' -> {}
        default -> item(c);
      }
    }
    long most = around.stream().reduce(any, Math::max);
    return Math.min(MOST, most * text.length());
  }

  private void open() {
    around.push(any);
    any = 1;
    last = 1;
  }

  private void close() {
    last = any;
    any = Math.max(any, around.isEmpty() ? 1 : around.pop());
  }

  private void repeat() {
    if (count.region(at - 1, text.length()).lookingAt()) {
      String high = count.group(2) == null || count.group(2).isEmpty() ? "0" : count.group(2);
      last = Math.min(MOST, last * Math.max(times(count.group(1)), times(high)));
      any = Math.max(any, last);
      at = count.end();
    } else {
      last = 1;
    }
  }

  private static long times(String digits) {
    return digits.length() > 4 ? MAX_COUNT : Math.max(1, Long.parseLong(digits));
  }

  private void item(char c) {
    last = 1;
    if (c == '\\' && text.startsWith("Q", at)) {
      int end = text.indexOf("\\E", at);
      at = end < 0 ? text.length() : end + 2;
    } else if (c == '\\') {
      at++;
    } else if (c == '[') {
      set();
    }
  }

  /** Skips a set of letters, in which brackets mean nothing. */
  private void set() {
    at += text.startsWith("^", at) ? 1 : 0;
    for (int first = at; at < text.length(); at++) {
      char c = text.charAt(at);
      int named = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
      if (c == '\\') {
        at++;
      } else if (named > 0) {
        at = named + 1;
      } else if (c == ']' && at > first) {
        at++;
        return;
      }
    }
  }
}
