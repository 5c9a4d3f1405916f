package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import org.jspecify.annotations.Nullable;

/** What to run for the messages that match, or what becomes of them without a Job. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches('" + Names.LABEL + "')",
    message =
        "name is lower-case letters, digits and -, and starts and ends with a letter or digit")
@ValidationRule(
    value =
        "[has(self.jobTemplate), has(self.jobChainTemplate), has(self.batchScheduleFrom), "
            + "has(self.action)].filter(set, set).size() == 1",
    message = "set exactly one of jobTemplate, jobChainTemplate, batchScheduleFrom and action")
@ValidationRule(
    value = "!has(self.jobTemplate) || !has(self.jobTemplate.spec.ttlSecondsAfterFinished)",
    message =
        "remove ttlSecondsAfterFinished from the jobTemplate: the trigger deletes its "
            + "Jobs by successfulJobsHistoryLimit and failedJobsHistoryLimit")
@ValidationRule(
    value =
        "!has(self.jobChainTemplate) || !has(self.jobChainTemplate.spec.ttlSecondsAfterFinished)",
    message =
        "remove ttlSecondsAfterFinished from the jobChainTemplate: the trigger deletes its "
            + "JobChains by successfulJobsHistoryLimit and failedJobsHistoryLimit")
public record Route(
    @JsonPropertyDescription("The name of the route, unique in the trigger.")
        @Required
        @Size(min = 1, max = 63)
        String name,
    @JsonPropertyDescription("Which messages this route takes. Left out: every message.")
        @Nullable RouteMatch match,
    @JsonPropertyDescription("The Job that each message creates, a batch/v1 JobTemplateSpec.")
        @JsonDeserialize(using = TemplateDeserializer.class)
        @Nullable JobTemplateSpec jobTemplate,
    @JsonPropertyDescription(
            "The JobChain that each message creates; it counts as the message's Job.")
        @Nullable JobChainTemplate jobChainTemplate,
    @JsonPropertyDescription(
            "The message names a BatchSchedule of the namespace, whose template it runs. One that "
                + "names none, or one that is not allowed or is suspended, is treated as unmatched.")
        @Nullable BatchScheduleFrom batchScheduleFrom,
    @JsonPropertyDescription(
            "What becomes of the messages instead, without a Job. Cancel: each ends the delayed or "
                + "running Job of its supersede.key, and is deleted.")
        @Nullable RouteAction action) {}
