package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The JobChain that each run of a schedule, or each message of a trigger, creates. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.spec.cancel) || !self.spec.cancel",
    message = "remove cancel: it stops a chain that runs, not a template")
public record JobChainTemplate(
    @JsonPropertyDescription("Labels and annotations of each JobChain.")
        @Nullable EmbeddedMeta metadata,
    @JsonPropertyDescription("The spec of each JobChain; at most 100 steps.") @Required
        JobChainSpec spec) {}
