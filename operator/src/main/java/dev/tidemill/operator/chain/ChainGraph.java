package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which step waits for which, by index in the spec; a step only ever waits for steps before it, so
 * one pass in order is enough for whatever follows the edges.
 *
 * @param dependencies for each step the indices of those that it waits for
 */
record ChainGraph(List<List<Integer>> dependencies) {
  /**
   * Reads the graph of a spec that {@link ChainValidator} has nothing against.
   *
   * @throws IllegalArgumentException if a dependency is not listed before
   */
  static ChainGraph of(JobChainSpec spec) {
    List<Step> steps = spec.steps();
    if (spec.order() != StepOrder.GRAPH) {
      return new ChainGraph(
          IntStream.range(0, steps.size())
              .mapToObj(i -> i == 0 ? List.<Integer>of() : List.of(i - 1))
              .toList());
    }
    Map<String, Integer> earlier = HashMap.newHashMap(steps.size());
    List<List<Integer>> dependencies = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      dependencies.add(steps.get(i).dependsOn().stream().map(d -> index(earlier, d)).toList());
      earlier.put(steps.get(i).name(), i);
    }
    return new ChainGraph(dependencies);
  }

  /** Whether something holds for all steps that a step waits for. */
  boolean all(int step, IntPredicate holds) {
    return dependencies.get(step).stream().allMatch(holds::test);
  }

  private static int index(Map<String, Integer> earlier, String name) {
    Integer index = earlier.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no step " + name + " is listed before");
    }
    return index;
  }
}
