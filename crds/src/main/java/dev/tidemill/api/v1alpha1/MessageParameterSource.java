package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where in a message a value is found. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.jsonPointer) != has(self.attribute)",
    message = "set exactly one of jsonPointer and attribute")
@ValidationRule(
    value = "!has(self.jsonPointer) || self.jsonPointer.matches('" + Names.POINTER + "')",
    message = Names.POINTER_FORM)
public record MessageParameterSource(
    @JsonPropertyDescription(
            "An RFC 6901 pointer into the JSON body, such as /Records/0/s3/object/key. A "
                + "string is taken bare, any other JSON value in compact form.")
        @Size(max = 1024)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String jsonPointer,
    @JsonPropertyDescription("The name of a message attribute.") @Size(min = 1, max = 256)
        @Nullable String attribute) {}
