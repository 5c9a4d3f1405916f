package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a route does with its messages instead of making Jobs. */
public enum RouteAction {
  /** Each goes back to the queue and is received again after a delay. */
  @JsonProperty("Release")
  RELEASE,

  /** Each is sent to the dead-letter queue and then deleted. */
  @JsonProperty("DeadLetter")
  DEAD_LETTER,

  /** Each is deleted. */
  @JsonProperty("Delete")
  DELETE,

  /** Each ends the other messages of its key, with their Jobs, and is deleted. */
  @JsonProperty("Cancel")
  CANCEL,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
