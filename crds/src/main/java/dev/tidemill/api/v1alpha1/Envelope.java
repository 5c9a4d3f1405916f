package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What stands around the body of a message. */
public enum Envelope {
  /** Nothing. */
  @JsonProperty("None")
  NONE,

  /** The notification that an SNS topic without raw message delivery sends to a queue. */
  @JsonProperty("Sns")
  SNS,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
