package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of a step. */
public enum StepState {
  /** Not started. */
  @JsonProperty("Pending")
  PENDING,

  /** Failed, and waits for its retry. */
  @JsonProperty("Waiting")
  WAITING,

  /** Its Job is active. */
  @JsonProperty("Running")
  RUNNING,

  /** Its Job is Complete. */
  @JsonProperty("Succeeded")
  SUCCEEDED,

  /** Its last Job failed by itself. */
  @JsonProperty("Failed")
  FAILED,

  /** Its last Job was ended from outside. */
  @JsonProperty("FailedInterrupted")
  FAILED_INTERRUPTED,

  /** It can no longer start. */
  @JsonProperty("Omitted")
  OMITTED,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
