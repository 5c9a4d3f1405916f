package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How the body of a message is encoded. */
public enum BodyEncoding {
  /** Not at all. */
  @JsonProperty("Plain")
  PLAIN,

  /** In the standard alphabet of RFC 4648, section 4, with padding. */
  @JsonProperty("Base64")
  BASE64,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
