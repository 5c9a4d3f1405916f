package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which messages speak of the same thing, and which of them is the newest. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.current) || has(self.version)",
    message = "current needs version: set where the version of a message is found")
@ValidationRule(
    value =
        "!has(self.rememberFor) || (self.rememberFor.matches('"
            + Durations.PATTERN
            + "')"
            + " && duration(self.rememberFor) >= duration('1s')"
            + " && duration(self.rememberFor) <= duration('8760h'))",
    message = "rememberFor is a duration from 1s to 8760h, such as 336h")
public record Supersede(
    @JsonPropertyDescription(
            "Where the key is found: of the messages of one key only the newest counts. A message "
                + "without a key runs as if there were no supersede.")
        @Required
        MessageParameterSource key,
    @JsonPropertyDescription(
            "Where the version is found. Integers compare as numbers; any other version is only "
                + "compared with current. A message that has a key and no version is treated as "
                + "unmatched. Left out: what was sent later is newer.")
        @Nullable MessageParameterSource version,
    @JsonPropertyDescription(
            "Which version of a key is valid. A message of another version is superseded.")
        @Nullable CurrentVersions current,
    @JsonPropertyDescription(
            "Finish: a Job that runs when a newer version comes goes on to its end. Replace: it is "
                + "stopped. One that waits is never started. Finish when left out.")
        @Nullable WhenRunning whenRunning,
    @JsonPropertyDescription(
            "For how long the newest version of a key, and what was cancelled of it, is remembered, "
                + "a duration such as 30s, 10m or 1h30m, from 1s to 8760h. 336h when left out.")
        @Size(min = 2, max = 24)
        @Nullable String rememberFor) {}
