package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An SQS queue that messages are sent to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = SqsRules.ONE, message = SqsRules.ONE_FORM)
@ValidationRule(value = SqsRules.URL, message = SqsRules.URL_FORM)
@ValidationRule(value = SqsRules.ENDPOINT, message = SqsRules.ENDPOINT_FORM)
@ValidationRule(value = SqsRules.NAME, message = SqsRules.NAME_FORM)
@ValidationRule(value = SqsRules.ROLE, message = SqsRules.ROLE_FORM)
@ValidationRule(value = SqsRules.ROLE_ENDPOINT, message = SqsRules.ROLE_ENDPOINT_FORM)
public record SqsTarget(
    @JsonPropertyDescription("The URL of the queue.") @Size(min = 1, max = 2048)
        @Nullable String queueUrl,
    @JsonPropertyDescription("The name of the queue, instead of its URL.") @Size(min = 1, max = 80)
        @Nullable String queueName,
    @JsonPropertyDescription("The AWS region of the queue; that of the source when left out.")
        @Size(min = 1, max = 64)
        @Pattern(SqsRules.REGION_PATTERN)
        @Nullable String region,
    @JsonPropertyDescription(
            "The address of a server compatible with SQS; that of the source when left out.")
        @Size(min = 1, max = 2048)
        @Nullable String endpoint,
    @JsonPropertyDescription("The Secret with the credentials; that of the source when left out.")
        @Nullable SecretRef credentialsSecretRef,
    @JsonPropertyDescription(
            "The ARN of an IAM role that is assumed; left out: that of the source, unless "
                + "credentialsSecretRef is set here.")
        @Size(min = 20, max = 2048)
        @Nullable String roleArn) {}
