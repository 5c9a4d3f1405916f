package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.AcknowledgeMode;
import dev.tidemill.api.v1alpha1.Route;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to be made for a message.
 *
 * @param message the message
 * @param payload the same message as its pods see it
 * @param key stands for trigger and message, 32 hexadecimal digits
 * @param attempt the number of the attempt, from 1
 * @param route the route that takes the message
 * @param recipe what it runs
 * @param parameters of the message, name to value
 * @param mode when the message is deleted from its queue
 * @param notBefore when its Job is to start, where it is made before that time
 * @param edition which version of which key the message is; null: it has no key
 * @param queueUrl the queue
 */
public record Run(
    Message message,
    Payload payload,
    String key,
    int attempt,
    Route route,
    Recipe recipe,
    Map<String, String> parameters,
    AcknowledgeMode mode,
    @Nullable Instant notBefore,
    @Nullable Edition edition,
    String queueUrl) {}
