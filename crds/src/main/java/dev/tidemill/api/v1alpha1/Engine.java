package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Who turns scheduled times into Jobs. */
public enum Engine {
  /** A native CronJob where a CronJob can say all that the schedule says, else the operator. */
  @JsonProperty("Auto")
  AUTO,

  /** A native CronJob. */
  @JsonProperty("CronJob")
  CRON_JOB,

  /** The operator. */
  @JsonProperty("Tidemill")
  TIDEMILL,

  /** A value that a newer version of Tidemill wrote; never in the schema. */
  @JsonIgnore
  @JsonEnumDefaultValue
  UNRECOGNIZED
}
