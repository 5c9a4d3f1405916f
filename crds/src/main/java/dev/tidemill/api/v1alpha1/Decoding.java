package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How text from a message is decoded before it becomes a parameter. */
public enum Decoding {
  /** As application/x-www-form-urlencoded, as in the object keys of S3 events. */
  @JsonProperty("Url")
  URL,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
