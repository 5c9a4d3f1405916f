package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which messages a route takes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "[has(self.body), has(self.jsonPointer), has(self.attribute), has(self.cel)]"
            + ".filter(set, set).size() == 1",
    message =
        "set exactly one of body, jsonPointer, attribute and cel; leave match out to take every "
            + "message")
@ValidationRule(
    value =
        "!has(self.jsonPointer) || [has(self.equals), has(self.__in__), "
            + "has(self.exists)].filter(set, set).size() == 1",
    message = "with jsonPointer set exactly one of equals, in and exists")
@ValidationRule(
    value = "!has(self.attribute) || (has(self.equals) != has(self.__in__) && !has(self.exists))",
    message = "with attribute set exactly one of equals and in, and not exists")
@ValidationRule(
    value =
        "has(self.jsonPointer) || has(self.attribute) || "
            + "!(has(self.equals) || has(self.__in__) || has(self.exists))",
    message = "equals, in and exists go with jsonPointer or attribute: remove them")
@ValidationRule(
    value = "!has(self.jsonPointer) || self.jsonPointer.matches('" + Names.POINTER + "')",
    message = Names.POINTER_FORM)
public record RouteMatch(
    @JsonPropertyDescription("Takes a message whose body is exactly this.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 262144)
        @Nullable String body,
    @JsonPropertyDescription(
            "An RFC 6901 pointer into the JSON body, compared by equals, in or exists.")
        @Size(max = 1024)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String jsonPointer,
    @JsonPropertyDescription(
            "The name of a message attribute, compared by equals or in: one of type Binary by its"
                + " Base64.")
        @Size(min = 1, max = 256)
        @Nullable String attribute,
    @JsonPropertyDescription(
            "Takes a message whose value at jsonPointer, or whose attribute, is this; numbers and"
                + " booleans compare as text.")
        @JsonProperty("equals")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 262144)
        @Nullable String equalTo,
    @JsonPropertyDescription(
            "Takes a message whose value at jsonPointer, or whose attribute, is one of these.")
        @JsonProperty("in")
        @Size(min = 1, max = 256)
        List<String> oneOf,
    @JsonPropertyDescription(
            "Takes a message that has (true) or lacks (false) a value at jsonPointer.")
        @Nullable Boolean exists,
    @JsonPropertyDescription(
            "Takes a message for which this CEL expression is true: over message.body (string), "
                + "message.json (dyn), message.attributes (map of strings), message.receiveCount "
                + "(int) and message.sentTime (timestamp). An error is no match.")
        @Size(min = 1, max = 2048)
        @Nullable String cel) {
  /** Copies the lists; what was left out is empty. */
  public RouteMatch {
    oneOf = oneOf == null ? List.of() : List.copyOf(oneOf);
  }
}
