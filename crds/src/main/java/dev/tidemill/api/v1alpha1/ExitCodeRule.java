package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What becomes of a message whose container ends with one of these exit codes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.codes.all(c, c >= 1 && c <= 255)",
    message = "codes are those of a failed container, from 1 to 255; 0 is success: remove it")
public record ExitCodeRule(
    @JsonPropertyDescription("Exit codes of the first container, from 1 to 255.")
        @Required
        @Size(min = 1, max = 255)
        List<Integer> codes,
    @JsonPropertyDescription("What becomes of the message, whatever retry and onFailure say.")
        @Required
        MessageOutcome action) {
  /** Copies the list; what was left out is empty. */
  public ExitCodeRule {
    codes = codes == null ? List.of() : List.copyOf(codes);
  }
}
