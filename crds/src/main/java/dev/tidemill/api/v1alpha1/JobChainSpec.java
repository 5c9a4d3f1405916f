package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a chain and how they follow each other. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(has(self.order) && self.order == 'Graph') || self.steps.all(s, "
            + "!has(s.dependsOn) || s.dependsOn.size() == 0)",
    message = "dependsOn needs order: Graph; with Sequential each step follows the one before it")
@ValidationRule(
    value =
        "[self.steps.transformMapEntry(i, t, {t.name: i})].all(n, self.steps.all(i, s, "
            + "!has(s.dependsOn) || s.dependsOn.all(d, d in n && n[d] < i)))",
    message =
        "dependsOn names a step that is not listed earlier: correct the name, or move that step up")
public record JobChainSpec(
    @JsonPropertyDescription(
            "Sequential: each step starts after the one before it has succeeded. Graph: "
                + "dependsOn decides.")
        @Default("Sequential")
        @Nullable StepOrder order,
    @JsonPropertyDescription("Environment variables for all containers of all steps.")
        @Size(max = 64)
        List<Parameter> parameters,
    @JsonPropertyDescription("How many steps run at a time at most. 10 when left out.")
        @Min(1)
        @Max(1000)
        @Nullable Integer maxParallelSteps,
    @JsonPropertyDescription(
            "For how many seconds the chain may run, from its start, before it is "
                + "interrupted; the time during which it is suspended counts. No limit when left "
                + "out.")
        @Min(1)
        @Max(Durations.MAX_SECONDS)
        @Nullable Long activeDeadlineSeconds,
    @JsonPropertyDescription(
            "How many seconds after its end the chain is deleted with its Jobs. Never when "
                + "left out.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Long ttlSecondsAfterFinished,
    @JsonPropertyDescription(
            "What happens after a step has failed: StopStarting, Continue or CancelRunning.")
        @Default("StopStarting")
        @Nullable ChainFailurePolicy onFailure,
    @JsonPropertyDescription("Starts nothing new while true; what runs finishes.") @Default("false")
        @Nullable Boolean suspend,
    @JsonPropertyDescription("Stops the chain and what runs of it. It cannot be taken back.")
        @Default("false")
        @Nullable Boolean cancel,
    @JsonPropertyDescription("The steps, in order.") @Required @Size(min = 1, max = 1000)
        List<Step> steps) {
  /** Copies the lists; what was left out is empty. */
  public JobChainSpec {
    parameters = parameters == null ? List.of() : List.copyOf(parameters);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }
}
