package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Further Jobs in place of a failed one, each after a delay that grows by a factor. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
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
        @Pattern(Durations.PATTERN)
        @Nullable String delay,
    @JsonPropertyDescription(
            "By what the delay is multiplied for each further Job. 2 when left out.")
        @Min(1)
        @Max(100)
        @Nullable Double factor,
    @JsonPropertyDescription(
            "The longest delay, a duration such as 30s, 10m or 1h30m. 10m when left out.")
        @Pattern(Durations.PATTERN)
        @Nullable String maxDelay) {}
