package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleFrom;
import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.api.v1alpha1.ExitCodeRule;
import dev.tidemill.api.v1alpha1.Names;
import dev.tidemill.operator.plan.ScheduledTime;
import dev.tidemill.operator.plan.TimeZones;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes what to run from the BatchSchedule that a message names, or says why it cannot be. */
public sealed interface ScheduleChoice {
  /** It runs this. */
  record Chosen(Recipe recipe) implements ScheduleChoice {}

  /**
   * The message is treated as unmatched.
   *
   * @param reason a CamelCase word
   * @param message one sentence, without anything of the body that is not the name of an object
   */
  record Refused(String reason, String message) implements ScheduleChoice {}

  /** The longest name of a BatchSchedule; source: the rule of its schema. */
  int MAX_NAME = 52;

  /** What any name of an object is. */
  Pattern NAME = Pattern.compile(Names.SUBDOMAIN);

  /** The name that a message gives; empty where it gives none that an object can have. */
  static Optional<String> name(BatchScheduleFrom from, Message seen) {
    String body = Boolean.TRUE.equals(from.body()) ? seen.body() : "";
    boolean named = body.length() <= MAX_NAME && NAME.matcher(body).matches();
    return named ? Optional.of(body) : Optional.empty();
  }

  /** What is said where a message gives no name. */
  static Refused nameless() {
    return new Refused(
        "ScheduleNameInvalid",
        "its body is no name of a BatchSchedule: 1 to 52 lower-case letters, digits, - and ., with"
            + " nothing around them, a line break neither");
  }

  /**
   * Chooses.
   *
   * @param found the schedule of the name, as it is now; empty if there is none
   * @param sent when the message was sent: for each of its Jobs that is the scheduled time
   * @param exitCodes of the trigger
   */
  static ScheduleChoice choose(
      BatchScheduleFrom from,
      Optional<BatchSchedule> found,
      Instant sent,
      List<ExitCodeRule> exitCodes) {
    if (found.isEmpty() || found.get().getMetadata().getDeletionTimestamp() != null) {
      return new Refused(
          "ScheduleNotFound", "no BatchSchedule of the namespace has the name that its body gives");
    }
    BatchSchedule schedule = found.get();
    String of = "BatchSchedule " + schedule.getMetadata().getName();
    if (!allowed(from, schedule.getMetadata().getLabels())) {
      return new Refused(
          "ScheduleNotAllowed",
          of + " has not the labels of allow, " + from.allow().matchLabels() + ": give it them");
    }
    BatchScheduleSpec spec = schedule.getSpec();
    if (spec != null && Boolean.TRUE.equals(spec.suspend())) {
      return new Refused("ScheduleSuspended", of + " is suspended");
    }
    Optional<Recipe.Template> template =
        spec == null
            ? Optional.empty()
            : Recipe.Template.of(spec.jobTemplate(), spec.jobChainTemplate());
    if (spec == null || template.isEmpty()) {
      return unusable(schedule.getMetadata().getName(), "it has no template");
    }
    return misfit(template.get(), exitCodes)
        .map(why -> unusable(schedule.getMetadata().getName(), why))
        .<ScheduleChoice>map(refused -> refused)
        .orElseGet(() -> recipe(schedule, spec, template.get(), sent));
  }

  /** Exit codes are a Job's word: a chain has none. */
  private static Optional<String> misfit(Recipe.Template template, List<ExitCodeRule> exitCodes) {
    return switch (template) {
      case Recipe.OfJob(JobTemplateSpec job) -> ExitCodes.misfit(job.getSpec(), exitCodes);
      case Recipe.OfChain _ -> Optional.empty();
    };
  }

  private static boolean allowed(BatchScheduleFrom from, Map<String, String> labels) {
    Map<String, String> wanted = from.allow().matchLabels();
    return !wanted.isEmpty() && labels.entrySet().containsAll(wanted.entrySet());
  }

  private static ScheduleChoice recipe(
      BatchSchedule schedule, BatchScheduleSpec spec, Recipe.Template template, Instant sent) {
    String name = schedule.getMetadata().getName();
    Optional<ZoneId> zone = TimeZones.find(TimeZones.name(spec));
    if (zone.isEmpty()) {
      return unusable(name, "its timeZone is not known");
    }
    ScheduledTime time = new ScheduledTime(sent, zone.get());
    try {
      return new Chosen(
          new Recipe(
              template,
              new Recipe.Schedule(name, time.text(), time.values(spec.parameters(), Map.of()))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return unusable(name, "a pattern of its parameters cannot be used: " + e.getMessage());
    }
  }

  private static Refused unusable(String name, String why) {
    return new Refused("ScheduleUnusable", "BatchSchedule " + name + " cannot run: " + why);
  }
}
