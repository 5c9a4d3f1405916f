package dev.tidemill.bench;

import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param only the names of the benchmarks to run; all when empty
 * @param scale by which every number of messages, Jobs and rounds is multiplied, over 0, at most 1
 * @param floorOnly measures the bare client alone, which shows what the machine can do
 */
record Options(Set<String> only, double scale, boolean floorOnly) {
  private static final int FEWEST = 2;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is wrong; the message says how
   */
  static Options of(List<String> words) {
    Set<String> only = Set.of();
    double scale = 1;
    boolean floorOnly = false;
    for (int i = 0; i < words.size(); i++) {
      switch (words.get(i)) {
        case "--only" -> only = Set.of(next(words, ++i).split(","));
        case "--scale" -> scale = Double.parseDouble(next(words, ++i));
        case "--floor-only" -> floorOnly = true;
        default -> throw new IllegalArgumentException("unknown: " + words.get(i));
      }
    }
    if (!(scale > 0 && scale <= 1)) {
      throw new IllegalArgumentException("--scale is over 0 and at most 1");
    }
    return new Options(only, scale, floorOnly);
  }

  private static String next(List<String> words, int index) {
    if (index >= words.size()) {
      throw new IllegalArgumentException(words.get(index - 1) + " needs a value");
    }
    return words.get(index);
  }

  boolean wants(String name) {
    return only.isEmpty() || only.contains(name);
  }

  int scaled(int count) {
    return Math.max(FEWEST, (int) Math.round(count * scale));
  }
}
