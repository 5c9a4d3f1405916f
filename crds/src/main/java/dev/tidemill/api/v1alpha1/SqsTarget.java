package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An SQS queue that messages are sent to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.queueUrl) != has(self.queueName)",
    message = "set exactly one of queueUrl and queueName")
@ValidationRule(
    value =
        "!has(self.queueUrl) || (isURL(self.queueUrl) && "
            + "url(self.queueUrl).getScheme() in ['http', 'https'] && "
            + "url(self.queueUrl).getHostname() != '')",
    message =
        "queueUrl is the http or https URL of the queue, such as "
            + "https://sqs.eu-central-1.amazonaws.com/123456789012/orders")
@ValidationRule(
    value =
        "!has(self.endpoint) || (isURL(self.endpoint) && "
            + "url(self.endpoint).getScheme() in ['http', 'https'] && "
            + "url(self.endpoint).getHostname() != '')",
    message =
        "endpoint is an http or https URL, such as http://elasticmq:9324; leave it out for AWS")
@ValidationRule(
    value = "!has(self.queueName) || self.queueName.matches('" + Names.QUEUE + "')",
    message = "queueName is letters, digits, - and _, at most 80 characters")
public record SqsTarget(
    @JsonPropertyDescription("The URL of the queue.") @Size(min = 1, max = 2048)
        @Nullable String queueUrl,
    @JsonPropertyDescription("The name of the queue, instead of its URL.") @Size(min = 1, max = 80)
        @Nullable String queueName,
    @JsonPropertyDescription("The AWS region of the queue; that of the source when left out.")
        @Size(min = 1, max = 64)
        @Nullable String region,
    @JsonPropertyDescription(
            "The address of a server compatible with SQS; that of the source when left out.")
        @Size(min = 1, max = 2048)
        @Nullable String endpoint,
    @JsonPropertyDescription("The Secret with the credentials; that of the source when left out.")
        @Nullable SecretRef credentialsSecretRef) {}
