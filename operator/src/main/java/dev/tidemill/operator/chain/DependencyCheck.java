package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds dependencies that can never be met: unknown steps, cycles, steps listed later. */
final class DependencyCheck {
  private final List<Step> steps;
  private final Map<String, Integer> index = new HashMap<>();

  private DependencyCheck(List<Step> steps) {
    this.steps = steps;
    for (int i = 0; i < steps.size(); i++) {
      index.put(steps.get(i).name(), i);
    }
  }

  /** The first mistake in the order of the steps, or empty. */
  static Optional<String> problem(JobChainSpec spec) {
    if (spec.order() != StepOrder.GRAPH) {
      return spec.steps().stream()
          .filter(s -> !s.dependsOn().isEmpty())
          .findFirst()
          .map(s ->
              "step " + s.name() + " has dependsOn, which needs order: Graph; remove one of them");
    }
    DependencyCheck check = new DependencyCheck(spec.steps());
    for (int i = 0; i < spec.steps().size(); i++) {
      for (String dependency : spec.steps().get(i).dependsOn()) {
        Optional<String> problem = check.edge(i, dependency);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> edge(int from, String dependency) {
    String step = "step " + steps.get(from).name();
    Integer to = index.get(dependency);
    if (to == null) {
      return Optional.of(
          step + " depends on " + dependency + ", which is no step of the chain: correct the name");
    }
    if (to < from) {
      return Optional.empty();
    }
    List<String> cycle = path(to, from);
    return Optional.of(
        cycle.isEmpty()
            ? step + " depends on " + dependency + ", which is listed later: list it before"
            : "the steps "
                + steps.get(from).name()
                + " -> "
                + String.join(" -> ", cycle)
                + " wait for each other in a cycle: remove one of these dependencies");
  }

  /** The names from one step along dependencies to another, or empty if no way leads there. */
  private List<String> path(int from, int to) {
    Map<Integer, Integer> cameFrom = new HashMap<>();
    List<Integer> open = new ArrayList<>(List.of(from));
    cameFrom.put(from, from);
    while (!open.isEmpty() && !cameFrom.containsKey(to)) {
      int at = open.removeLast();
      for (String name : steps.get(at).dependsOn()) {
        Integer next = index.get(name);
        if (next != null && cameFrom.putIfAbsent(next, at) == null) {
          open.add(next);
        }
      }
    }
    return cameFrom.containsKey(to) ? names(cameFrom, from, to) : List.of();
  }

  private List<String> names(Map<Integer, Integer> cameFrom, int from, int to) {
    List<String> names = new ArrayList<>();
    int at = to;
    while (at != from) {
      names.addFirst(steps.get(at).name());
      at = cameFrom.getOrDefault(at, from);
    }
    names.addFirst(steps.get(from).name());
    return names;
  }
}
