package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a schedule runs, and what. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.jobTemplate) != has(self.jobChainTemplate)",
    message = "set exactly one of jobTemplate and jobChainTemplate")
@ValidationRule(
    value = "!has(self.schedule) || !self.schedule.contains('TZ')",
    message = "set timeZone instead of TZ= or CRON_TZ= in schedule")
@ValidationRule(
    value =
        "!has(self.schedule) || self.schedule.contains('TZ')"
            + " || self.schedule.matches(r'"
            + CronSyntax.PATTERN
            + "')",
    message =
        "schedule is five cron fields (minute 0-59, hour 0-23, day of month 1-31, "
            + "month 1-12, day of week 0-6) such as 0 3 * * 1-5, a descriptor such as "
            + "@daily, or @every with a duration such as @every 1h30m")
@ValidationRule(
    value =
        "!has(self.timeZone) || (self.timeZone.matches('^[A-Za-z][A-Za-z0-9_+/-]*$') "
            + "&& !self.timeZone.matches('(?i)^local$') && "
            + "timestamp('2026-01-01T00:00:00Z').getHours(self.timeZone) >= 0)",
    message = "timeZone is not known: use an IANA name such as Europe/Berlin or Etc/UTC")
@ValidationRule(
    value = "!has(self.engine) || self.engine != 'CronJob' || has(self.schedule)",
    message = "engine: CronJob needs a schedule: set one, or leave engine out")
@ValidationRule(
    value = "!has(self.engine) || self.engine != 'CronJob' || !has(self.jobChainTemplate)",
    message = "a CronJob cannot start a JobChain: use jobTemplate, or leave engine out")
@ValidationRule(
    value = "!has(self.engine) || self.engine != 'CronJob' || !has(self.catchUp)",
    message = "a CronJob has no catchUp: remove it, or leave engine out")
@ValidationRule(
    value =
        "!has(self.engine) || self.engine != 'CronJob' || !has(self.parameters) || "
            + "!self.parameters.exists(p, has(p.from))",
    message =
        "a CronJob cannot pass the scheduled time as a parameter: use value instead of "
            + "from, or leave engine out")
public record BatchScheduleSpec(
    @JsonPropertyDescription(
            "When to run: five cron fields (minute, hour, day of month, month, day of week), "
                + "a descriptor such as @daily, or @every with a duration. Left out: started by "
                + "hand only.")
        @Size(min = 1, max = 512)
        @Nullable String schedule,
    @JsonPropertyDescription(
            "The IANA name of the time zone of the schedule, such as Europe/Berlin. Etc/UTC "
                + "when left out.")
        @Size(min = 1, max = 64)
        @Nullable String timeZone,
    @JsonPropertyDescription("Starts no further run while true; runs that are active finish.")
        @Default("false")
        @Nullable Boolean suspend,
    @JsonPropertyDescription(
            "What to do when a run is due while another is active: Allow both, Forbid the new"
                + " one, or Replace the active one.")
        @Default("Allow")
        @Nullable ConcurrencyPolicy concurrencyPolicy,
    @JsonPropertyDescription(
            "How many seconds late a run may start at most; after that it is missed. No limit"
                + " when left out.")
        @Min(0)
        @Max(Durations.MAX_SECONDS)
        @Nullable Long startingDeadlineSeconds,
    @JsonPropertyDescription(
            "What happens to scheduled times that passed while nothing could be started.")
        @Nullable CatchUp catchUp,
    @JsonPropertyDescription("The Job that each run creates, a batch/v1 JobTemplateSpec.")
        @JsonDeserialize(using = TemplateDeserializer.class)
        @Nullable JobTemplateSpec jobTemplate,
    @JsonPropertyDescription("The JobChain that each run creates.")
        @Nullable JobChainTemplate jobChainTemplate,
    @JsonPropertyDescription("Environment variables for all containers of the run.") @Size(max = 64)
        List<ScheduleParameter> parameters,
    @JsonPropertyDescription(
            "Who starts the runs: Auto (when left out) makes a native CronJob wherever a "
                + "CronJob can say it all, CronJob insists on one, Tidemill is the operator "
                + "itself.")
        @Nullable Engine engine,
    @JsonPropertyDescription("How many succeeded runs are kept.") @Min(0) @Default("3")
        @Nullable Integer successfulJobsHistoryLimit,
    @JsonPropertyDescription("How many failed runs are kept.") @Min(0) @Default("1")
        @Nullable Integer failedJobsHistoryLimit) {
  /** Copies the lists; what was left out is empty. */
  public BatchScheduleSpec {
    parameters = parameters == null ? List.of() : List.copyOf(parameters);
  }
}
