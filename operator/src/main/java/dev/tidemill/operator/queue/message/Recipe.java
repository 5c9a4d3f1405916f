package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.JobChainTemplate;
import dev.tidemill.api.v1alpha1.Route;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message runs.
 *
 * @param schedule the BatchSchedule that the template was taken from; null: it is the route's own
 */
public record Recipe(Template template, @Nullable Schedule schedule) {
  /** What is made of it. */
  public sealed interface Template {
    /** One of the two templates, if there is any. */
    static Optional<Template> of(@Nullable JobTemplateSpec job, @Nullable JobChainTemplate chain) {
      if (job != null) {
        return Optional.of(new OfJob(job));
      }
      return chain == null ? Optional.empty() : Optional.of(new OfChain(chain));
    }
  }

  /** A Job. */
  public record OfJob(JobTemplateSpec job) implements Template {}

  /** A JobChain. */
  public record OfChain(JobChainTemplate chain) implements Template {}

  /**
   * What a schedule gives besides its template.
   *
   * @param scheduledTime RFC 3339, in its time zone
   * @param parameters weaker than those of the message
   */
  public record Schedule(String name, String scheduledTime, Map<String, String> parameters) {}

  /** What a route with a template of its own runs; empty where it has none. */
  public static Optional<Recipe> of(Route route) {
    return Template.of(route.jobTemplate(), route.jobChainTemplate())
        .map(template -> new Recipe(template, null));
  }

  /** What kind of object is made. */
  public Attempt.Kind kind() {
    return switch (template) {
      case OfJob _ -> Attempt.Kind.JOB;
      case OfChain _ -> Attempt.Kind.CHAIN;
    };
  }

  /** How many pods' templates carry the message. */
  public int pods() {
    return switch (template) {
      case OfJob _ -> 1;
      case OfChain(JobChainTemplate chain) -> chain.spec().steps().size();
    };
  }

  /** The parameters that are not of the template: stronger than a schedule's are the message's. */
  public Map<String, String> parameters(Map<String, String> ofMessage) {
    Map<String, String> all = new LinkedHashMap<>();
    if (schedule != null) {
      all.putAll(schedule.parameters());
    }
    all.putAll(ofMessage);
    return all;
  }
}
