package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Further Jobs in place of a failed one, each after a delay that grows by a factor. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.delay) || self.delay.matches('" + Durations.PATTERN + "')",
    message = "delay " + Names.DURATION_FORM)
@ValidationRule(
    value = "!has(self.maxDelay) || self.maxDelay.matches('" + Durations.PATTERN + "')",
    message = "maxDelay " + Names.DURATION_FORM)
@ValidationRule(
    value =
        "!has(self.delay) || !has(self.maxDelay) || !self.delay.matches('"
            + Durations.PATTERN
            + "')"
            + " || !self.maxDelay.matches('"
            + Durations.PATTERN
            + "')"
            + " || duration(self.delay) <= duration(self.maxDelay)",
    message = "maxDelay is shorter than delay: make it at least as long")
public record Retry(
    @JsonPropertyDescription(
            "How many further Jobs there are at most after the first one has failed.")
        @Required
        @Min(0)
        @Max(100)
        Integer limit,
    @JsonPropertyDescription(
            "How long to wait before the first further Job, a duration such as 30s, 10m or "
                + "1h30m. 30s when left out.")
        @Size(min = 2, max = 24)
        @Nullable String delay,
    @JsonPropertyDescription(
            "By what the delay is multiplied for each further Job. 2 when left out.")
        @Min(1)
        @Max(100)
        @Nullable Double factor,
    @JsonPropertyDescription(
            "The longest delay, a duration such as 30s, 10m or 1h30m. When left out 10m, or delay "
                + "where that is longer.")
        @Size(min = 2, max = 24)
        @Nullable String maxDelay) {}
