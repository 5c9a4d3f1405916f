package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a chain's status shows in words, each bounded in length. */
final class ChainTexts {
  private static final int NAMES_MAX = 20;

  private ChainTexts() {}

  /** Steps succeeded of all. */
  static String done(List<StepStatus> steps) {
    return steps.stream().filter(s -> s.state() == StepState.SUCCEEDED).count()
        + "/"
        + steps.size();
  }

  /** Names of steps, the first 20 and how many more. */
  static String names(List<StepStatus> steps) {
    String first =
        steps.stream().limit(NAMES_MAX).map(StepStatus::name).collect(Collectors.joining(", "));
    return steps.size() <= NAMES_MAX
        ? first
        : first + " and " + (steps.size() - NAMES_MAX) + " more";
  }

  /**
   * A duration as kubectl shows an age: two units at most; source: HumanDuration of
   * k8s.io/apimachinery.
   */
  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 3 * 3_600) {
      return pair(seconds / 60, "m", seconds < 600 ? seconds % 60 : 0, "s");
    }
    if (seconds < 48 * 3_600) {
      return pair(seconds / 3_600, "h", seconds < 8 * 3_600 ? seconds / 60 % 60 : 0, "m");
    }
    return pair(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
  }

  private static String pair(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}
