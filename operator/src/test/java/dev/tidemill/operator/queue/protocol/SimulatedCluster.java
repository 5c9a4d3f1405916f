package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.EntryCodec;
import dev.tidemill.operator.queue.ledger.PlainStore;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The Jobs in an API server, a controller that ends them, and what may never happen to them. */
final class SimulatedCluster {
  private final SimulatedClock clock;
  private final SimulatedQueue queue;
  private final Random random;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> succeeded = new HashSet<>();
  final PlainStore ledger = new PlainStore();
  private int uids;

  SimulatedCluster(SimulatedClock clock, SimulatedQueue queue, Random random) {
    this.clock = clock;
    this.queue = queue;
    this.random = random;
  }

  Optional<Job> read(String name) {
    return Optional.ofNullable(jobs.get(name));
  }

  List<Job> list() {
    return List.copyOf(jobs.values());
  }

  Set<String> succeeded() {
    return succeeded;
  }

  Job create(Job desired, int retries) {
    MessageJob wanted = view(withUid(desired));
    assertThat(names.add(wanted.name())).as("%s is created once", wanted.name()).isTrue();
    for (Job job : jobs.values()) {
      MessageJob other = view(job);
      assertThat(other.key().equals(wanted.key()) && !other.terminal())
          .as("%s runs beside %s", wanted.name(), other.name())
          .isFalse();
    }
    assertThat(succeeded)
        .as("%s comes after a success", wanted.name())
        .doesNotContain(wanted.messageId());
    checkAttempt(wanted, retries);
    Job job = withUid(desired);
    jobs.put(wanted.name(), job);
    return job;
  }

  private void checkAttempt(MessageJob wanted, int retries) {
    int before = wanted.attempt() - 1;
    if (before == 0) {
      return;
    }
    String name = wanted.name().replaceAll("[0-9]+$", String.valueOf(before));
    assertThat(ended.contains(name)).as("%s has ended", name).isTrue();
    boolean returned = queue.item(wanted.messageId()).receives > 1;
    assertThat(before <= retries || returned)
        .as("attempt %s has a retry or a receive", wanted.attempt())
        .isTrue();
  }

  private Job withUid(Job job) {
    return new JobBuilder(job)
        .editMetadata()
        .withUid("uid-" + ++uids)
        .withCreationTimestamp(Times.format(clock.instant()))
        .endMetadata()
        .build();
  }

  /** Ends one of the Jobs that run; the Job as it is now, if there was one. */
  Optional<Job> endOne(int failuresInTen) {
    List<Job> running = jobs.values().stream().filter(j -> !view(j).terminal()).toList();
    if (running.isEmpty()) {
      return Optional.empty();
    }
    Job job = running.get(random.nextInt(running.size()));
    boolean fails = random.nextInt(10) < failuresInTen;
    Job done =
        new JobBuilder(job)
            .withStatus(
                new JobStatusBuilder()
                    .addNewCondition()
                    .withType(fails ? "Failed" : "Complete")
                    .withStatus("True")
                    .withReason(fails ? "BackoffLimitExceeded" : "Done")
                    .withLastTransitionTime(Times.format(clock.instant()))
                    .endCondition()
                    .build())
            .build();
    MessageJob view = view(done);
    jobs.put(view.name(), done);
    ended.add(view.name());
    if (!fails) {
      succeeded.add(view.messageId());
    }
    return Optional.of(done);
  }

  boolean everCreated(String key) {
    return names.stream().anyMatch(n -> n.contains(key));
  }

  boolean anyEnded(String key) {
    return ended.stream().anyMatch(n -> n.contains(key));
  }

  void remove(MessageJob job) {
    Job live = jobs.get(job.name());
    if (live == null || !live.getMetadata().getUid().equals(job.uid())) {
      return;
    }
    assertThat(view(live).terminal()).as("%s is removed after its end", job.name()).isTrue();
    assertThat(remembered(job)).as("%s is removed after a durable entry", job.name()).isTrue();
    jobs.remove(job.name());
  }

  private boolean remembered(MessageJob job) {
    return ledger.read("head").stream()
        .flatMap(s -> EntryCodec.decode(s.content().entries()).stream())
        .filter(e -> e.key().equals(job.key()))
        .anyMatch(e ->
            switch (e.fact()) {
              case Entry.Done _ -> true;
              case Entry.Next next -> next.attempt() > job.attempt();
            });
  }

  static MessageJob view(Job job) {
    return MessageJob.of(job).orElseThrow();
  }
}
