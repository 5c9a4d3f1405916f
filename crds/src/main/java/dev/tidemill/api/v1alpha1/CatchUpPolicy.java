package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do with scheduled times that passed unserved. */
public enum CatchUpPolicy {
  /** They are recorded as missed. */
  @JsonProperty("None")
  NONE,

  /** The newest one is run, the others are recorded as missed. */
  @JsonProperty("Latest")
  LATEST,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
