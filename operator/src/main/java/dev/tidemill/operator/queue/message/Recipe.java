package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.Route;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message runs.
 *
 * @param template of its Job
 * @param schedule the BatchSchedule that the template was taken from; null: it is the route's own
 */
public record Recipe(JobTemplateSpec template, @Nullable Schedule schedule) {
  /**
   * What a schedule gives besides its template.
   *
   * @param scheduledTime RFC 3339, in its time zone
   * @param parameters weaker than those of the message
   */
  public record Schedule(String name, String scheduledTime, Map<String, String> parameters) {}

  /** What a route with a template of its own runs. */
  public static Recipe of(Route route) {
    return new Recipe(Objects.requireNonNull(route.jobTemplate()), null);
  }

  /** All parameters of a Job: stronger than a schedule's are those of the message. */
  public Map<String, String> parameters(Map<String, String> ofMessage) {
    Map<String, String> all = new LinkedHashMap<>();
    if (schedule != null) {
      all.putAll(schedule.parameters());
    }
    all.putAll(ofMessage);
    return all;
  }
}
