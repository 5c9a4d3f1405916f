package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What happens to scheduled times that passed while nothing could be started. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CatchUp(
    @JsonPropertyDescription(
            "None: they are recorded as missed. Latest (when left out): the newest one is "
                + "run.")
        @Nullable CatchUpPolicy policy) {}
