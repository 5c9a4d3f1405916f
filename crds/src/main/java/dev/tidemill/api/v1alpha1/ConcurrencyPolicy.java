package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do when a run is due while another is active. */
public enum ConcurrencyPolicy {
  /** Runs may overlap. */
  @JsonProperty("Allow")
  ALLOW,

  /** A run that is due while another is active is skipped. */
  @JsonProperty("Forbid")
  FORBID,

  /** The active run is stopped and replaced. */
  @JsonProperty("Replace")
  REPLACE,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
