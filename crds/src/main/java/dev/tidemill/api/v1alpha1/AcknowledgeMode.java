package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** When a message is deleted from its queue. */
public enum AcknowledgeMode {
  /** After its Job has succeeded; until then it is kept hidden. */
  @JsonProperty("OnJobSucceeded")
  ON_JOB_SUCCEEDED,

  /** As soon as the API server has its Job. */
  @JsonProperty("OnJobCreated")
  ON_JOB_CREATED,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
