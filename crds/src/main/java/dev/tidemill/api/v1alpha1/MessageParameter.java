package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A parameter of the Jobs of a trigger: a fixed value, or one taken from the message. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.value) != has(self.from)",
    message = "set exactly one of value and from")
@ValidationRule(
    value = "self.name.matches(r'" + Names.VARIABLE + "')",
    message = "name is an environment variable: letters, digits and _, not starting with a digit")
@ValidationRule(
    value = "!self.name.startsWith('TIDEMILL_')",
    message = "names that start with TIDEMILL_ are reserved: choose another name")
@ValidationRule(
    value =
        "has(self.from) || !(has(self.decode) || has(self.required) || "
            + "has(self.default) || has(self.maxLength))",
    message =
        "decode, required, default and maxLength go with from: remove them from a fixed value")
@ValidationRule(
    value = "!(has(self.default) && has(self.required) && self.required)",
    message = "a required parameter cannot have a default: remove one of the two")
@ValidationRule(
    value = "!has(self.default) || !has(self.maxLength) || size(self.default) <= self.maxLength",
    message = "default is longer than maxLength")
public record MessageParameter(
    @JsonPropertyDescription("The environment variable. TIDEMILL_* is reserved.")
        @Required
        @Size(min = 1, max = 64)
        String name,
    @JsonPropertyDescription(
            "The value, passed as it is: it is never expanded. At most 130560 bytes.")
        @Size(max = 131072)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String value,
    @JsonPropertyDescription("Takes the value from the message.")
        @Nullable MessageParameterSource from,
    @JsonPropertyDescription("Url: undoes URL encoding, as S3 events need it for object keys.")
        @Nullable Decoding decode,
    @JsonPropertyDescription("Whether a message without the value is treated as unmatched.")
        @Nullable Boolean required,
    @JsonPropertyDescription("The value when the message has none. At most 130560 bytes.")
        @JsonProperty("default")
        @Size(max = 131072)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String defaultValue,
    @JsonPropertyDescription(
            "The longest value in characters; a message with a longer one is treated as "
                + "unmatched.")
        @Min(0)
        @Nullable Integer maxLength) {}
