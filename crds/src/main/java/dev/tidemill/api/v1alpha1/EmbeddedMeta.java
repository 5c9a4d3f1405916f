package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/** Labels and annotations for objects made from a template. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EmbeddedMeta(
    @JsonPropertyDescription("Labels to add.") Map<String, String> labels,
    @JsonPropertyDescription("Annotations to add.") Map<String, String> annotations) {
  /** Copies the lists; what was left out is empty. */
  public EmbeddedMeta {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
  }
}
