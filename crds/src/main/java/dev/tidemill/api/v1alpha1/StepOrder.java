package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a step waits for. */
public enum StepOrder {
  /** Each step waits for the one before it. */
  @JsonProperty("Sequential")
  SEQUENTIAL,

  /** A step waits for the steps that its dependsOn names. */
  @JsonProperty("Graph")
  GRAPH,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
