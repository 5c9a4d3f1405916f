package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a message that has no Job to wait for any more. */
public enum MessageOutcome {
  /** It goes back to its queue and is received again after a delay. */
  @JsonProperty("Release")
  RELEASE,

  /** It is sent to the dead-letter queue and then deleted. */
  @JsonProperty("DeadLetter")
  DEAD_LETTER,

  /** It is deleted. */
  @JsonProperty("Delete")
  DELETE,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
