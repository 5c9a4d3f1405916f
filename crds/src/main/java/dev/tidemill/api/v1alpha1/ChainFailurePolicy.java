package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a chain does after a step has failed. */
public enum ChainFailurePolicy {
  /** No further step starts; what runs finishes. */
  @JsonProperty("StopStarting")
  STOP_STARTING,

  /** Steps that do not depend on the failed one still start. */
  @JsonProperty("Continue")
  CONTINUE,

  /** No further step starts and what runs is stopped. */
  @JsonProperty("CancelRunning")
  CANCEL_RUNNING,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
