package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ran, what will run, and whether something is wrong. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BatchScheduleStatus(
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Who starts the runs: CronJob or Tidemill.") @Nullable String engine,
    @JsonPropertyDescription("The schedule as the table of kubectl get shows it.")
        @Nullable String scheduleText,
    @JsonPropertyDescription("The runs that have not ended.") List<ActiveRun> active,
    @JsonPropertyDescription("How many runs have not ended.") @Nullable Integer activeCount,
    @JsonPropertyDescription("The scheduled time of the newest run, RFC 3339.")
        @Nullable String lastScheduleTime,
    @JsonPropertyDescription("When a run last succeeded, RFC 3339.")
        @Nullable String lastSuccessfulTime,
    @JsonPropertyDescription("The next scheduled time, RFC 3339.")
        @Nullable String nextScheduleTime,
    @JsonPropertyDescription("The next three scheduled times, RFC 3339.")
        List<String> nextScheduleTimes,
    @JsonPropertyDescription(
            "Scheduled times up to this one were started or recorded as missed, RFC 3339.")
        @Nullable String handledThrough,
    @JsonPropertyDescription(
            "A fingerprint of schedule, timeZone and suspend: handledThrough holds for these; a "
                + "change of them counts anew from the edit, and so does the end of a problem, "
                + "during which it is \"stalled\", from the moment at which it is seen.")
        @Nullable String handledTiming,
    @JsonPropertyDescription("The newest run, of which the conditions Job* speak.")
        @Nullable LastRun lastRun,
    @JsonPropertyDescription("Scheduled times that were not run.") @Nullable MissedRuns missed,
    @JsonPropertyDescription("The value of the annotation tidemill.dev/run that was acted on last.")
        @Nullable String lastManualRun,
    @JsonPropertyDescription("How many values of the annotation tidemill.dev/run were acted on.")
        @Nullable Long manualRuns,
    @JsonPropertyDescription(
            "Ready, Reconciling, Stalled, JobRunning, JobSucceeded, JobFailed, "
                + "JobFailedInterrupted of the newest run, and ManualRun of the last run by hand.")
        List<Condition> conditions) {
  /** Copies the lists; what was left out is empty. */
  public BatchScheduleStatus {
    active = active == null ? List.of() : List.copyOf(active);
    nextScheduleTimes = nextScheduleTimes == null ? List.of() : List.copyOf(nextScheduleTimes);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
