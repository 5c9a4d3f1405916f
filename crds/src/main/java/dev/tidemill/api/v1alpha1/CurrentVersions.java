package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where it stands which version of each key is valid. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CurrentVersions(
    @JsonPropertyDescription(
            "The ConfigMap that has, under a message's key, the version that is valid. It is read "
                + "each time that a Job is to start. While it is missing no Job starts; a key that "
                + "it does not have is valid in every version.")
        @Required
        ConfigMapRef configMapRef) {}
