package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.queue.ledger.PlainStore;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.message.JobRenderer;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** The Jobs in an API server, a controller that ends them, and what may never happen to them. */
final class SimulatedCluster {
  private final SimulatedClock clock;
  private final SimulatedQueue queue;
  private final Random random;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  final SimulatedMaps maps = new SimulatedMaps();
  private final Set<String> names = new HashSet<>();

  /** All that was ever made, deleted by a user or not. */
  private final Set<String> made = new HashSet<>();

  private final Set<String> everCreated = new HashSet<>();
  private final SimulatedHolds holds;
  private final Set<String> succeeded = new HashSet<>();

  /** The highest attempt of each message that is over: it ended, or a user deleted its Job. */
  private final Map<String, Integer> over = new HashMap<>();

  /** The highest attempt of each message that failed. */
  private final Map<String, Integer> failed = new HashMap<>();

  private final SimulatedExits exits;
  private final SimulatedGroups groups;
  final PlainStore ledger = new PlainStore();
  private final DurableEntries durable = new DurableEntries(ledger);
  private int uids;

  SimulatedCluster(SimulatedClock clock, SimulatedQueue queue, Random random) {
    this.clock = clock;
    this.queue = queue;
    this.random = random;
    this.holds = new SimulatedHolds(clock);
    this.exits = new SimulatedExits(queue, random);
    this.groups = new SimulatedGroups(queue);
  }

  Optional<Job> read(Attempt.Kind kind, String name) {
    return Optional.ofNullable(jobs.get(name)).filter(j -> SimulatedKinds.kind(j) == kind);
  }

  List<Job> list() {
    return List.copyOf(jobs.values());
  }

  Set<String> succeeded() {
    return succeeded;
  }

  boolean everCreated(String messageId) {
    return everCreated.contains(messageId);
  }

  /** Whether a Job of the message runs, or one has succeeded. */
  boolean goesOn(String messageId) {
    return succeeded.contains(messageId)
        || jobs.values().stream()
            .map(SimulatedCluster::view)
            .anyMatch(j -> j.messageId().equals(messageId) && !j.terminal());
  }

  /** A message was deleted from its queue: checks that there is a reason. */
  void deleted(String messageId, TriggerPolicy policy) {
    boolean fact =
        queue.deadLetters().contains(messageId)
            || succeeded.contains(messageId)
            || (policy.early() && everCreated(messageId))
            || exits.deletes(messageId)
            || holds.delayed(messageId)
            || (policy.onFailure() == MessageOutcome.DELETE
                && failed.getOrDefault(messageId, 0) > policy.retries());
    assertThat(fact).as("%s is deleted for a reason", messageId).isTrue();
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
    assertThat(wanted.inMaps() && maps.of(wanted.key()).isEmpty())
        .as("%s has no payload", wanted.name())
        .isFalse();
    checkAttempt(wanted, retries);
    assertThat(durable.settled(wanted) && !durable.stopped(wanted))
        .as("%s comes after its end", wanted.name())
        .isFalse();
    holds.created(wanted);
    groups.check(wanted, jobs.values());
    Job job = withUid(desired);
    jobs.put(wanted.name(), job);
    made.add(wanted.name() + wanted.kind());
    everCreated.add(wanted.messageId());
    return job;
  }

  private void checkAttempt(MessageJob wanted, int retries) {
    int before = wanted.attempt() - 1;
    if (before == 0) {
      return;
    }
    exits.check(wanted, JobRenderer.name("loads", wanted.key(), before));
    assertThat(over.getOrDefault(wanted.messageId(), 0))
        .as("the attempt before %s is over", wanted.name())
        .isGreaterThanOrEqualTo(before);
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
    Optional<Job> running = pick(job -> !view(job).terminal() && !view(job).held());
    if (running.isEmpty()) {
      return Optional.empty();
    }
    boolean fails = random.nextInt(10) < failuresInTen;
    Job done =
        new JobBuilder(running.get())
            .withStatus(
                new JobStatusBuilder()
                    .addToConditions(
                        fails
                            ? exits.failed(running.get(), clock.instant())
                            : new JobConditionBuilder()
                                .withType("Complete")
                                .withStatus("True")
                                .withLastTransitionTime(Times.format(clock.instant()))
                                .build())
                    .build())
            .build();
    MessageJob view = view(done);
    jobs.put(view.name(), done);
    over.merge(view.messageId(), view.attempt(), Math::max);
    if (fails) {
      exits.ended(view);
      if (!labelled(done)) {
        // nobody may have seen that, and its copy of the message may be taken for one of no Job
        exits.deleted(view);
      }
      failed.merge(view.messageId(), view.attempt(), Math::max);
    } else {
      succeeded.add(view.messageId());
    }
    return Optional.of(done);
  }

  /** A user deletes a Job that has not succeeded; the Job, if there was one. */
  Optional<MessageJob> deleteOne(Set<String> spared) {
    Optional<MessageJob> job =
        pick(j -> !succeeded.contains(view(j).messageId()) && !spared.contains(view(j).messageId()))
            .map(SimulatedCluster::view);
    job.ifPresent(j -> {
      jobs.remove(j.name());
      // nobody may have known of it but the user
      names.remove(j.name());
      exits.deleted(j);
      over.merge(j.messageId(), j.attempt(), Math::max);
      groups.cut(j.messageId());
    });
    return job;
  }

  /** A user removes a Job's labels: watches tell of it no more; the Job, if there was one. */
  Optional<MessageJob> hideOne(Set<String> spared) {
    Optional<Job> job =
        pick(j -> labelled(j) && !view(j).held() && !spared.contains(view(j).messageId()));
    job.ifPresent(j ->
        jobs.put(
            j.getMetadata().getName(),
            new JobBuilder(j).editMetadata().withLabels(Map.of()).endMetadata().build()));
    return job.map(SimulatedCluster::view);
  }

  private Optional<Job> pick(Predicate<Job> wanted) {
    List<Job> all = jobs.values().stream().filter(wanted).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  static boolean labelled(Job job) {
    return job.getMetadata().getLabels().containsKey(Labels.QUEUE_TRIGGER);
  }

  void note(MessageJob job, String handle, Instant received) {
    jobs.computeIfPresent(job.name(), (_, live) -> noted(live, handle, received));
  }

  static Job noted(Job job, String handle, Instant received) {
    return new JobBuilder(job)
        .editMetadata()
        .addToAnnotations(JobAnnotations.RECEIPT_HANDLE, handle)
        .addToAnnotations(JobAnnotations.RECEIVED_MILLIS, String.valueOf(received.toEpochMilli()))
        .endMetadata()
        .build();
  }

  /** A held Job is started; the Job as it is now, if it is there. */
  Optional<Job> letGo(MessageJob job) {
    return Optional.ofNullable(jobs.get(job.name()))
        .filter(live -> live.getMetadata().getUid().equals(job.uid()))
        .map(holds::letGo)
        .map(this::changed);
  }

  private Job changed(Job job) {
    jobs.put(job.getMetadata().getName(), job);
    return job;
  }

  /** A user starts a Job that is held, whatever its time; the Job, if there was one. */
  Optional<Job> startOne() {
    return pick(job -> view(job).held()).map(SimulatedHolds::unsuspended).map(this::changed);
  }

  /** Exactly this Job as it ended by itself, if it did. */
  Optional<MessageJob> ended(MessageJob job) {
    return read(job.kind(), job.name())
        .filter(live -> live.getMetadata().getUid().equals(job.uid()))
        .map(SimulatedKinds::seen)
        .map(job::asIn)
        .filter(MessageJob::terminal);
  }

  void remove(MessageJob job) {
    Job live = jobs.get(job.name());
    if (live == null || !live.getMetadata().getUid().equals(job.uid())) {
      return;
    }
    assertThat(view(live).terminal() || durable.stopped(job))
        .as("%s is removed after its end, or to be stopped", job.name())
        .isTrue();
    assertThat(durable.over(job)).as("%s is removed after a durable entry", job.name()).isTrue();
    jobs.remove(job.name());
  }

  void removePayload(String key) {
    for (Job job : jobs.values()) {
      MessageJob view = view(job);
      assertThat(view.key().equals(key) && view.inMaps() && !view.terminal() && labelled(job))
          .as("the payload of %s is removed", view.name())
          .isFalse();
    }
    maps.remove(key);
  }

  /** Whether nothing of this name was ever made, whatever its kind. */
  boolean neverMade(Job job) {
    return !made.contains(job.getMetadata().getName() + SimulatedKinds.kind(job));
  }

  static MessageJob view(Job job) {
    return MessageJob.of(SimulatedKinds.seen(job)).orElseThrow();
  }
}
