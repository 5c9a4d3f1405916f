package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Picks the BatchSchedules that messages may name. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.matchLabels.size() > 0",
    message =
        "matchLabels of allow names at least one label, such as runnable: by-queue, that the "
            + "BatchSchedules have which messages may run")
public record AllowedSchedules(
    @JsonPropertyDescription("Labels that the BatchSchedule must have, all of them.") @Required
        Map<String, String> matchLabels) {
  /** Copies the labels; what was left out is empty. */
  public AllowedSchedules {
    matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
  }
}
