package dev.tidemill.operator.plan;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds the conditions of a status; a condition keeps its {@code lastTransitionTime} for as long
 * as its status stays the same.
 *
 * <p>Source: metav1.Condition in the Kubernetes API reference (a reason is a CamelCase word, a
 * message has at most 32,768 characters), and kstatus for Ready, Reconciling and Stalled.
 */
public final class Conditions {
  private static final int MESSAGE_MAX = 4_096;

  private final List<Condition> previous;
  private final Instant now;
  private final @Nullable Long generation;
  private final List<Condition> next = new ArrayList<>();

  /**
   * Starts a new list.
   *
   * @param previous the conditions that the status has
   * @param now the time of a change
   * @param generation the generation that is observed
   */
  public Conditions(List<Condition> previous, Instant now, @Nullable Long generation) {
    this.previous = previous;
    this.now = now;
    this.generation = generation;
  }

  /** Sets a condition to True or False. */
  public Conditions set(String type, boolean status, String reason, String message) {
    return set(type, status ? "True" : "False", reason, message);
  }

  /** Sets the three conditions of kstatus for an object that is as it should be. */
  public Conditions ready(String reason, String message) {
    set("Ready", true, reason, message);
    set("Reconciling", false, reason, "");
    return set("Stalled", false, reason, "");
  }

  /** Sets the three conditions of kstatus for an object on which work goes on. */
  public Conditions progressing(String reason, String message) {
    set("Ready", false, reason, message);
    set("Reconciling", true, reason, message);
    return set("Stalled", false, reason, "");
  }

  /** Sets the three conditions of kstatus for an object that needs a human: cause and remedy. */
  public Conditions stalled(String reason, String message) {
    set("Ready", false, reason, message);
    set("Reconciling", false, reason, "");
    return set("Stalled", true, reason, message);
  }

  /** Keeps a condition of the previous list as it is, if it is there and not set yet. */
  public Conditions keep(String type) {
    if (find(next, type).isEmpty()) {
      find(previous, type).ifPresent(next::add);
    }
    return this;
  }

  /** The list, in the order in which the conditions were set. */
  public List<Condition> list() {
    return List.copyOf(next);
  }

  /** Finds a condition by its type. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /** Whether a condition is there and True. */
  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  private Conditions set(String type, String status, String reason, String message) {
    String since =
        find(previous, type)
            .filter(c -> Objects.equals(c.getStatus(), status))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> Times.format(now));
    next.removeIf(c -> c.getType().equals(type));
    next.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(Excerpt.head(message, MESSAGE_MAX))
            .withLastTransitionTime(since)
            .withObservedGeneration(generation)
            .build());
    return this;
  }
}
