package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a Job that runs when a newer version of its key comes. */
public enum WhenRunning {
  /** It goes on to its end. */
  @JsonProperty("Finish")
  FINISH,

  /** It is stopped. */
  @JsonProperty("Replace")
  REPLACE,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
