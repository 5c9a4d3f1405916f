package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTriggerStatus;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.protocol.TriggerPolicy;
import dev.tidemill.operator.queue.sqs.QueueFacts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a queue's own attributes mean for its trigger, in its status and, if grave, once. */
final class QueueAdvice {
  /** Fewer receives than this a message may use up without having failed. */
  static final int FEW = 10;

  private static final Duration LONGEST_HOLD = Duration.ofHours(12);
  private static final int KIB = 1024;

  private final Consumer<Notice> tell;
  private String told;
  private volatile String words = "";
  private volatile String doubts = "";

  /**
   * Has nothing to say yet.
   *
   * @param tell is given what is worth an Event
   * @param before what it told before this process: the same is no news
   */
  QueueAdvice(Consumer<Notice> tell, @Nullable QueueTriggerStatus before) {
    this.tell = tell;
    this.told =
        before == null
            ? ""
            : before.conditions().stream().map(c -> c.getMessage()).collect(Collectors.joining());
  }

  /**
   * Takes note of what the queues tell.
   *
   * @param deadLetters null where they are not known
   */
  synchronized void look(QueueFacts facts, @Nullable QueueFacts deadLetters, TriggerPolicy policy) {
    String few = facts.receives() > 0 && facts.receives() < FEW ? few(facts.receives()) : "";
    if (!few.isEmpty() && !told.contains(few)) {
      tell.accept(Notice.warning("FewReceives", few));
      told = few;
    } else if (few.isEmpty()) {
      told = "";
    }
    List<String> warnings =
        List.of(endless(facts, policy), few, smaller(facts, deadLetters), longer(policy));
    words = words(facts);
    doubts =
        warnings.stream()
            .filter(warning -> !warning.isEmpty())
            .map(warning -> " Warning: " + warning)
            .collect(Collectors.joining());
  }

  /** For the condition Ready of a trigger with which nothing is wrong. */
  String shown() {
    return words + doubts;
  }

  private static String words(QueueFacts facts) {
    String size = facts.maxBytes() == 0 ? "" : " of up to " + facts.maxBytes() / KIB + " KiB";
    String end =
        facts.receives() == 0 ? "" : " and gives one up after " + facts.receives() + " receives";
    return " The queue keeps messages" + size + " for " + shown(facts.retention()) + end + ".";
  }

  /** A message that always fails is given up by nobody. */
  private static String endless(QueueFacts facts, TriggerPolicy policy) {
    return facts.receives() == 0 && policy.releases()
        ? "the queue has no redrive policy, so a message that always fails comes back for as long"
            + " as the queue keeps it."
        : "";
  }

  private static String few(int receives) {
    return "the queue gives a message up after "
        + receives
        + " receives, and one that has not failed may use them up: each time it is put back, each"
        + " 12 hours of its Job and each outage of the operator longer than visibilityTimeout"
        + " counts as one; raise maxReceiveCount in its redrive policy to "
        + FEW
        + " or more.";
  }

  private static String smaller(QueueFacts facts, @Nullable QueueFacts deadLetters) {
    return deadLetters != null
            && deadLetters.maxBytes() > 0
            && deadLetters.maxBytes() < facts.maxBytes()
        ? "the dead-letter queue takes messages of up to "
            + deadLetters.maxBytes() / KIB
            + " KiB only; raise its MaximumMessageSize to that of the queue."
        : "";
  }

  private static String longer(TriggerPolicy policy) {
    String routes =
        policy.early()
            ? ""
            : policy.trigger().getSpec().routes().stream()
                .filter(QueueAdvice::mayRunLonger)
                .map(Route::name)
                .collect(Collectors.joining(", "));
    return routes.isEmpty()
        ? ""
        : "Jobs of route "
            + routes
            + " may run for longer than 12 hours, after which their message counts as received"
            + " again; consider acknowledge: OnJobCreated.";
  }

  private static boolean mayRunLonger(Route route) {
    Long deadline = deadline(route);
    return deadline != null && deadline > LONGEST_HOLD.toSeconds();
  }

  private static @Nullable Long deadline(Route route) {
    if (route.jobChainTemplate() != null) {
      return route.jobChainTemplate().spec().activeDeadlineSeconds();
    }
    return route.jobTemplate() == null || route.jobTemplate().getSpec() == null
        ? null
        : route.jobTemplate().getSpec().getActiveDeadlineSeconds();
  }

  private static String shown(Duration time) {
    return time.equals(Duration.ofDays(time.toDays()))
        ? time.toDays() + "d"
        : time.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
