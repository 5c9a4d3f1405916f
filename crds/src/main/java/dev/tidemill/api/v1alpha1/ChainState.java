package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of a chain. */
public enum ChainState {
  /** Nothing has started. */
  @JsonProperty("Pending")
  PENDING,

  /** Steps run or wait to. */
  @JsonProperty("Running")
  RUNNING,

  /** Nothing new starts; what runs finishes. */
  @JsonProperty("Suspended")
  SUSPENDED,

  /** Every step has succeeded. */
  @JsonProperty("Succeeded")
  SUCCEEDED,

  /** A step failed by itself. */
  @JsonProperty("Failed")
  FAILED,

  /** Ended from outside: a deadline, cancel, or only interrupted steps. */
  @JsonProperty("FailedInterrupted")
  FAILED_INTERRUPTED,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
