package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which queue to read, and what each message runs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.notBefore) || !((has(self.source.sqs.queueUrl) && "
            + "self.source.sqs.queueUrl.matches('[.]fifo/*$')) || (has(self.source.sqs.queueName) "
            + "&& self.source.sqs.queueName.endsWith('.fifo')))",
    message =
        "notBefore cannot be used with a FIFO queue, where a message that waits would hold up its "
            + "group: remove notBefore, or use a standard queue")
@ValidationRule(
    value = "has(self.deadLetter) || !has(self.onFailure) || self.onFailure != 'DeadLetter'",
    message = "onFailure: DeadLetter needs deadLetter: set the queue that receives the messages")
@ValidationRule(
    value = "has(self.deadLetter) || !has(self.unmatched) || self.unmatched != 'DeadLetter'",
    message = "unmatched: DeadLetter needs deadLetter: set the queue that receives the messages")
@ValidationRule(
    value =
        "has(self.deadLetter) || !self.routes.exists(r, has(r.action) && r.action == 'DeadLetter')",
    message =
        "action: DeadLetter of a route needs deadLetter: set the queue that receives the messages")
@ValidationRule(
    value = "has(self.supersede) || !self.routes.exists(r, has(r.action) && r.action == 'Cancel')",
    message =
        "action: Cancel of a route needs supersede: set supersede.key, which tells what to end")
@ValidationRule(
    value =
        "has(self.deadLetter) || !has(self.exitCodes) || "
            + "!self.exitCodes.exists(e, e.action == 'DeadLetter')",
    message =
        "action: DeadLetter of exitCodes needs deadLetter: set the queue that receives the messages")
@ValidationRule(
    value =
        "!has(self.exitCodes) || self.exitCodes.all(e, e.codes.all(c, "
            + "self.exitCodes.exists_one(o, c in o.codes)))",
    message = "an exit code stands in two entries of exitCodes: leave it in one of them")
@ValidationRule(
    value =
        "!has(self.exitCodes) || self.routes.all(r, !has(r.jobTemplate) || "
            + "r.jobTemplate.spec.template.spec.restartPolicy == 'Never')",
    message =
        "exitCodes needs restartPolicy: Never in each jobTemplate: with OnFailure a container that "
            + "fails is started again and its exit code is not heeded")
@ValidationRule(
    value =
        "!has(self.exitCodes) || self.routes.all(r, !has(r.jobTemplate) || "
            + "!has(r.jobTemplate.spec.podFailurePolicy) || "
            + "size(self.exitCodes) + size(r.jobTemplate.spec.podFailurePolicy.rules) <= 20)",
    message =
        "exitCodes and the rules of a jobTemplate's podFailurePolicy are together more than 20, "
            + "which is what a Job may have: remove some")
@ValidationRule(
    value =
        "!has(self.exitCodes) || self.routes.all(r, !has(r.jobTemplate) || "
            + "!has(r.jobTemplate.spec.podReplacementPolicy) || "
            + "r.jobTemplate.spec.podReplacementPolicy == 'Failed')",
    message =
        "exitCodes needs podReplacementPolicy: Failed in each jobTemplate, or none: a Job with a "
            + "podFailurePolicy has no other")
@ValidationRule(
    value =
        "!has(self.deadLetter) || !has(self.deadLetter.sqs.queueUrl) || "
            + "!has(self.source.sqs.queueUrl) || self.deadLetter.sqs.queueUrl != "
            + "self.source.sqs.queueUrl",
    message = "deadLetter is the queue of the source itself: set another queue")
@ValidationRule(
    value =
        "!has(self.deadLetter) || !has(self.deadLetter.sqs.queueName) || "
            + "!has(self.source.sqs.queueName) || (has(self.deadLetter.sqs.region) && "
            + "(!has(self.source.sqs.region) || self.deadLetter.sqs.region != "
            + "self.source.sqs.region)) || (has(self.deadLetter.sqs.endpoint) && "
            + "(!has(self.source.sqs.endpoint) || self.deadLetter.sqs.endpoint != "
            + "self.source.sqs.endpoint)) || self.deadLetter.sqs.queueName != "
            + "self.source.sqs.queueName",
    message = "deadLetter is the queue of the source itself: set another queue")
@ValidationRule(
    value =
        "!has(self.deadLetter) || !has(self.deadLetter.sqs.endpoint) || "
            + "has(self.deadLetter.sqs.credentialsSecretRef) || "
            + "(has(self.source.sqs.credentialsSecretRef) && !has(self.source.sqs.roleArn))",
    message =
        "deadLetter.sqs.endpoint needs deadLetter.sqs.credentialsSecretRef: the operator's own "
            + "identity and roleArn are for AWS alone")
@ValidationRule(
    value =
        "!has(self.deadLetter) || !has(self.deadLetter.sqs.roleArn) || "
            + "!has(self.source.sqs.endpoint)",
    message =
        "deadLetter.sqs.roleArn is for AWS alone, and the endpoint of the source holds for "
            + "deadLetter, too: leave it out")
public record QueueTriggerSpec(
    @JsonPropertyDescription(
            "Receives and retries nothing while true; running Jobs finish and their messages "
                + "are settled.")
        @Default("false")
        @Nullable Boolean suspend,
    @JsonPropertyDescription(
            "The queue that messages are taken from. Which queue it is cannot be changed.")
        @Required
        MessageSource source,
    @JsonPropertyDescription(
            "Sns: the body is the notification of an SNS topic; its Message becomes the body and "
                + "its MessageAttributes the attributes. None: the body is the body.")
        @Default("None")
        @Nullable Envelope envelope,
    @JsonPropertyDescription(
            "Base64: the body, of an envelope its content, is decoded before routes, parameters and "
                + "Jobs see it; it may be binary. Plain: it is as it is.")
        @Default("Plain")
        @Nullable BodyEncoding bodyEncoding,
    @JsonPropertyDescription(
            "How many Jobs run at a time at most; no message is taken that could not start.")
        @Min(1)
        @Max(100000)
        @Default("10")
        @Nullable Integer maxConcurrentJobs,
    @JsonPropertyDescription(
            "How many messages may wait for the time of notBefore; nothing is received while "
                + "there are as many.")
        @Min(1)
        @Max(100000)
        @Default("1000")
        @Nullable Integer maxDelayed,
    @JsonPropertyDescription(
            "OnJobSucceeded: a message stays in the queue, hidden, until its Job has "
                + "succeeded. OnJobCreated: it is deleted as soon as the API server has its Job.")
        @Default("OnJobSucceeded")
        @Nullable AcknowledgeMode acknowledge,
    @JsonPropertyDescription(
            "What becomes of a message by the exit code of its Job's first container; looked at "
                + "before retry and onFailure. Needs restartPolicy: Never.")
        @Size(max = 10)
        List<ExitCodeRule> exitCodes,
    @JsonPropertyDescription("Further Jobs for a message whose Job failed. None when left out.")
        @Nullable Retry retry,
    @JsonPropertyDescription("What becomes of a message whose last Job failed.") @Default("Release")
        @Nullable MessageOutcome onFailure,
    @JsonPropertyDescription("Where messages go that are invalid or beyond recovery.")
        @Nullable DeadLetterTarget deadLetter,
    @JsonPropertyDescription("Lets only the newest version of a key count.")
        @Nullable Supersede supersede,
    @JsonPropertyDescription(
            "Where in a message it says when its Job is to start, RFC 3339 or seconds since 1970. "
                + "Until then its Job is suspended, and is the only copy of the message: deleting "
                + "it cancels the message. A message without a value, or with a time that has "
                + "passed, runs at once.")
        @Nullable MessageParameterSource notBefore,
    @JsonPropertyDescription(
            "Environment variables for all containers of the Job, fixed or taken from the "
                + "message.")
        @Size(max = 64)
        List<MessageParameter> parameters,
    @JsonPropertyDescription("What to run: the first route that matches a message takes it.")
        @Required
        @Size(min = 1, max = 64)
        List<Route> routes,
    @JsonPropertyDescription(
            "What becomes of a message that no route takes, that lacks a required "
                + "parameter, or whose notBefore is no time. Left out: DeadLetter where deadLetter is set, else Release.")
        @Nullable MessageOutcome unmatched,
    @JsonPropertyDescription("How many succeeded Jobs are kept.") @Min(0) @Default("10")
        @Nullable Integer successfulJobsHistoryLimit,
    @JsonPropertyDescription("How many failed Jobs are kept.") @Min(0) @Default("10")
        @Nullable Integer failedJobsHistoryLimit) {
  /** Copies the lists; what was left out is empty. */
  public QueueTriggerSpec {
    exitCodes = exitCodes == null ? List.of() : List.copyOf(exitCodes);
    parameters = parameters == null ? List.of() : List.copyOf(parameters);
    routes = routes == null ? List.of() : List.copyOf(routes);
  }
}
