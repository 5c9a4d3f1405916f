package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was received, what runs, what became of it, and whether something is wrong. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QueueTriggerStatus(
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The name of the queue as the table of kubectl get shows it.")
        @Nullable String queueText,
    @JsonPropertyDescription("Jobs that have not ended.") @Nullable Integer active,
    @JsonPropertyDescription("Jobs that are suspended until the time of their message.")
        @Nullable Integer delayed,
    @JsonPropertyDescription(
            "Messages that were received and are neither settled nor deleted from the queue.")
        @Nullable Integer inFlight,
    @JsonPropertyDescription("Messages received since the trigger was created.")
        @Nullable Long received,
    @JsonPropertyDescription("Messages whose Job succeeded.") @Nullable Long succeeded,
    @JsonPropertyDescription(
            "Messages that were settled after their last Job had failed: deleted or "
                + "dead-lettered. One that was put back counts as released.")
        @Nullable Long failed,
    @JsonPropertyDescription("Messages sent to the dead-letter queue.") @Nullable Long deadLettered,
    @JsonPropertyDescription("Releases of messages back to the queue.") @Nullable Long released,
    @JsonPropertyDescription("Messages that a newer version of their key made needless.")
        @Nullable Long superseded,
    @JsonPropertyDescription(
            "Messages that were cancelled: by a Cancel message, or by whoever deleted their Job before "
                + "the time of notBefore.")
        @Nullable Long cancelled,
    @JsonPropertyDescription("What the queue holds.") @Nullable QueueDepth queue,
    @JsonPropertyDescription("When a message was last received, RFC 3339.")
        @Nullable String lastMessageTime,
    @JsonPropertyDescription(
            "A message that was sent after this time and has succeeded is never run again, "
                + "RFC 3339.")
        @Nullable String rememberedSince,
    @JsonPropertyDescription(
            "Ready, Reconciling, Stalled, and JobRunning, JobSucceeded, JobFailed, "
                + "JobFailedInterrupted of the newest Job.")
        List<Condition> conditions) {
  /** Copies the lists; what was left out is empty. */
  public QueueTriggerStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
