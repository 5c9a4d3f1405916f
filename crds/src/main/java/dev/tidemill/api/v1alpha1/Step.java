package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Job of a chain, and what it waits for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches('" + Names.LABEL + "')",
    message =
        "name is lower-case letters, digits and -, and starts and ends with a letter or digit")
@ValidationRule(
    value = "!has(self.jobTemplate.spec.ttlSecondsAfterFinished)",
    message =
        "remove ttlSecondsAfterFinished from the jobTemplate: the chain is deleted "
            + "with its Jobs by its own ttlSecondsAfterFinished")
public record Step(
    @JsonPropertyDescription("The name of the step, unique in the chain.")
        @Required
        @Size(min = 1, max = 40)
        String name,
    @JsonPropertyDescription(
            "With order Graph: the steps, listed earlier, that must have succeeded before "
                + "this one starts.")
        @Size(max = 20)
        List<String> dependsOn,
    @JsonPropertyDescription(
            "Environment variables for all containers of the step; stronger than those of the"
                + " chain.")
        @Size(max = 64)
        List<Parameter> parameters,
    @JsonPropertyDescription("Further Jobs in place of a failed one. None when left out.")
        @Nullable Retry retry,
    @JsonPropertyDescription(
            "The Job of the step, a batch/v1 JobTemplateSpec. It may not set "
                + "ttlSecondsAfterFinished: the chain does.")
        @Required
        @JsonDeserialize(using = TemplateDeserializer.class)
        JobTemplateSpec jobTemplate) {
  /** Copies the lists; what was left out is empty. */
  public Step {
    dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
    parameters = parameters == null ? List.of() : List.copyOf(parameters);
  }
}
