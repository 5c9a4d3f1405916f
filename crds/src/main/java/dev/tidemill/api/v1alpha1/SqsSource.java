package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An SQS queue and how messages are taken from it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = SqsRules.ONE, message = SqsRules.ONE_FORM)
@ValidationRule(value = SqsRules.URL, message = SqsRules.URL_FORM)
@ValidationRule(value = SqsRules.ENDPOINT, message = SqsRules.ENDPOINT_FORM)
@ValidationRule(value = SqsRules.NAME, message = SqsRules.NAME_FORM)
@ValidationRule(value = SqsRules.REGION, message = SqsRules.REGION_FORM)
@ValidationRule(value = SqsRules.ENDPOINT_SECRET, message = SqsRules.ENDPOINT_SECRET_FORM)
@ValidationRule(value = SqsRules.ROLE, message = SqsRules.ROLE_FORM)
@ValidationRule(value = SqsRules.ROLE_ENDPOINT, message = SqsRules.ROLE_ENDPOINT_FORM)
@ValidationRule(
    value =
        "!has(self.waitTime) || (self.waitTime.matches('"
            + Durations.PATTERN
            + "')"
            + " && duration(self.waitTime) <= duration('20s'))",
    message = "waitTime is a duration from 0s to 20s, such as 20s")
@ValidationRule(
    value =
        "!has(self.visibilityTimeout) || (self.visibilityTimeout.matches('"
            + Durations.PATTERN
            + "')"
            + " && duration(self.visibilityTimeout) >= duration('30s')"
            + " && duration(self.visibilityTimeout) <= duration('12h'))",
    message =
        "visibilityTimeout is a duration from 30s to 12h, such as 60s: a successor "
            + "must be in office before it ends")
@ValidationRule(
    value =
        "has(self.queueUrl) == has(oldSelf.queueUrl) && (!has(self.queueUrl) || "
            + "self.queueUrl == oldSelf.queueUrl)"
            + " && has(self.queueName) == has(oldSelf.queueName) && (!has(self.queueName) || "
            + "self.queueName == oldSelf.queueName)"
            + " && has(self.region) == has(oldSelf.region) && (!has(self.region) || "
            + "self.region == oldSelf.region)"
            + " && has(self.endpoint) == has(oldSelf.endpoint) && (!has(self.endpoint) || "
            + "self.endpoint == oldSelf.endpoint)",
    message =
        "which queue a trigger reads cannot be changed (queueUrl, queueName, region, "
            + "endpoint): create another trigger")
public record SqsSource(
    @JsonPropertyDescription("The URL of the queue.") @Size(min = 1, max = 2048)
        @Nullable String queueUrl,
    @JsonPropertyDescription("The name of the queue, instead of its URL.") @Size(min = 1, max = 80)
        @Nullable String queueName,
    @JsonPropertyDescription("The AWS region of the queue.")
        @Size(min = 1, max = 64)
        @Pattern(SqsRules.REGION_PATTERN)
        @Nullable String region,
    @JsonPropertyDescription(
            "The address of a server compatible with SQS, http or https. Left out: AWS.")
        @Size(min = 1, max = 2048)
        @Nullable String endpoint,
    @JsonPropertyDescription(
            "The Secret with the keys accessKeyId, secretAccessKey and, optionally, "
                + "sessionToken. Left out: the operator's own identity, for queues that an "
                + "administrator has listed for this namespace.")
        @Nullable SecretRef credentialsSecretRef,
    @JsonPropertyDescription(
            "The ARN of an IAM role that is assumed with these credentials, or with the "
                + "operator's own identity.")
        @Size(min = 20, max = 2048)
        @Nullable String roleArn,
    @JsonPropertyDescription(
            "How long one receive call waits for a message, a duration such as 30s, 10m or "
                + "1h30m, from 0s to 20s.")
        @Size(min = 2, max = 24)
        @Default("20s")
        @Nullable String waitTime,
    @JsonPropertyDescription(
            "For how long a received message is hidden from other consumers, a duration such "
                + "as 30s, 10m or 1h30m, at least 30s and at most 12h; renewed while its Job runs.")
        @Size(min = 2, max = 24)
        @Default("60s")
        @Nullable String visibilityTimeout) {}
