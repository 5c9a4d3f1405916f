package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which messages a route takes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteMatch(
    @JsonPropertyDescription("Takes a message whose body is exactly this.") @Nullable String body,
    @JsonPropertyDescription(
            "An RFC 6901 pointer into the JSON body, compared by equals, in or exists.")
        @Size(max = 1024)
        @Nullable String jsonPointer,
    @JsonPropertyDescription(
            "Takes a message whose value at jsonPointer is this; numbers and booleans compare"
                + " as text.")
        @JsonProperty("equals")
        @Nullable String equalTo,
    @JsonPropertyDescription("Takes a message whose value at jsonPointer is one of these.")
        @JsonProperty("in")
        List<String> oneOf,
    @JsonPropertyDescription(
            "Takes a message that has (true) or lacks (false) a value at jsonPointer.")
        @Nullable Boolean exists) {
  /** Copies the lists; what was left out is empty. */
  public RouteMatch {
    oneOf = oneOf == null ? List.of() : List.copyOf(oneOf);
  }
}
