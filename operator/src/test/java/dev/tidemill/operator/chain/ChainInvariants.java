package dev.tidemill.operator.chain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.Labels;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What must hold of a chain whatever happens, checked at each write. */
final class ChainInvariants {
  private final Set<String> succeeded = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();
  private int creates;

  int creates() {
    return creates;
  }

  void succeeded(Job job) {
    succeeded.add(step(job));
  }

  void deletedByUser(String name) {
    deleted.add(name);
  }

  void beforeCreate(Job job, JobChain chain, List<Job> active, boolean again) {
    creates++;
    String step = step(job);
    List<Step> steps = chain.getSpec().steps();
    int index =
        IntStream.range(0, steps.size())
            .filter(i -> steps.get(i).name().equals(step))
            .findFirst()
            .orElseThrow();
    assertThat(ChainGraph.of(chain.getSpec()).all(index, d -> succeeded(steps.get(d).name())))
        .as("%s starts after all that it depends on", step)
        .isTrue();
    assertThat(active).as("one active Job of %s", step).noneMatch(a -> step(a).equals(step));
    assertThat(active).hasSizeLessThan(requireNonNull(chain.getSpec().maxParallelSteps()));
    assertThat(attempt(job))
        .isLessThanOrEqualTo(requireNonNull(steps.get(index).retry()).limit() + 1);
    assertThat(succeeded(step)).as("%s runs again after it has succeeded", step).isFalse();
    if (again) {
      assertThat(deleted).as("made twice").contains(job.getMetadata().getName());
    }
    JobChainStatus status = chain.getStatus();
    assertThat(status == null ? null : status.completionTime()).as("ended").isNull();
  }

  void beforeStop(Job job) {
    assertThat(SimulatedJobs.active(job)).as("only a Job that is not over is stopped").isTrue();
  }

  void beforeStatus(@Nullable JobChainStatus last, JobChainStatus next) {
    if (last == null) {
      return;
    }
    for (StepStatus before : last.steps()) {
      StepStatus after =
          next.steps().stream()
              .filter(s -> s.name().equals(before.name()))
              .findFirst()
              .orElseThrow();
      assertThat(StepStates.attempts(after))
          .as("attempts of %s never go back", before.name())
          .isGreaterThanOrEqualTo(StepStates.attempts(before));
      if (StepStates.ended(before)) {
        assertThat(after).as("%s has ended", before.name()).isEqualTo(before);
      }
    }
    if (last.completionTime() != null) {
      assertThat(next.state()).as("the chain has ended").isEqualTo(last.state());
    }
  }

  void atTheEnd(JobChain chain, List<Job> active) {
    JobChainStatus status = chain.getStatus();
    assertThat(active).as("active Jobs of an ended chain").isEmpty();
    assertThat(status.steps()).allMatch(StepStates::ended);
    assertThat(status.state() == ChainState.SUCCEEDED)
        .isEqualTo(status.steps().stream().allMatch(s -> s.state() == StepState.SUCCEEDED));
    assertThat(status.steps())
        .filteredOn(s -> s.state() == StepState.SUCCEEDED)
        .allMatch(s -> succeeded(s.name()));
  }

  private boolean succeeded(String step) {
    return succeeded.contains(step);
  }

  private static String step(Job job) {
    return requireNonNull(job.getMetadata().getLabels().get(Labels.STEP));
  }

  private static int attempt(Job job) {
    return Integer.parseInt(requireNonNull(job.getMetadata().getAnnotations().get(Labels.ATTEMPT)));
  }
}
