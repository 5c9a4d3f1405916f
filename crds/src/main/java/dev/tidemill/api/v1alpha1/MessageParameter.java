package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A parameter of the Jobs of a trigger: a fixed value, or one taken from the message. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.value) != has(self.from)",
    message = "set exactly one of value and from")
public record MessageParameter(
    @JsonPropertyDescription("The environment variable. TIDEMILL_* is reserved.")
        @Required
        @Pattern(Names.VARIABLE)
        String name,
    @JsonPropertyDescription("The value, passed as it is: it is never expanded.")
        @Nullable String value,
    @JsonPropertyDescription("Takes the value from the message.")
        @Nullable MessageParameterSource from,
    @JsonPropertyDescription("Url: undoes URL encoding, as S3 events need it for object keys.")
        @Nullable Decoding decode,
    @JsonPropertyDescription("Whether a message without the value is treated as unmatched.")
        @Nullable Boolean required,
    @JsonPropertyDescription("The value when the message has none.") @JsonProperty("default")
        @Nullable String defaultValue,
    @JsonPropertyDescription(
            "The longest value in characters; a message with a longer one is treated as "
                + "unmatched.")
        @Min(0)
        @Nullable Integer maxLength) {}
