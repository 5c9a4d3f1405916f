package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An SQS queue and how messages are taken from it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.queueUrl) != has(self.queueName)",
    message = "set exactly one of queueUrl and queueName")
public record SqsSource(
    @JsonPropertyDescription("The URL of the queue.") @Size(min = 1, max = 2048)
        @Nullable String queueUrl,
    @JsonPropertyDescription("The name of the queue, instead of its URL.") @Size(min = 1, max = 80)
        @Nullable String queueName,
    @JsonPropertyDescription("The AWS region of the queue.") @Size(min = 1, max = 64)
        @Nullable String region,
    @JsonPropertyDescription(
            "The address of a server compatible with SQS, http or https. Left out: AWS.")
        @Size(min = 1, max = 2048)
        @Nullable String endpoint,
    @JsonPropertyDescription(
            "The Secret with the keys accessKeyId, secretAccessKey and, optionally, "
                + "sessionToken.")
        @Required
        @Nullable SecretRef credentialsSecretRef,
    @JsonPropertyDescription(
            "How long one receive call waits for a message, a duration such as 30s, 10m or "
                + "1h30m, from 0s to 20s.")
        @Pattern(Durations.PATTERN)
        @Default("20s")
        @Nullable String waitTime,
    @JsonPropertyDescription(
            "For how long a received message is hidden from other consumers, a duration such "
                + "as 30s, 10m or 1h30m, at least 30s and at most 12h; renewed while its Job runs.")
        @Pattern(Durations.PATTERN)
        @Default("60s")
        @Nullable String visibilityTimeout) {}
