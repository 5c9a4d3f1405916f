package dev.tidemill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Makes of a Job of the operator one of the same size that the operator takes no notice of: our
 * label keys get another prefix of the same length.
 */
final class Imitation {
  private static final List<String> SET_BY_THE_SERVER =
      List.of(
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "generation",
          "managedFields",
          "namespace");
  private static final List<String> POD_LABELS_OF_THE_SERVER =
      List.of(
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-name",
          "controller-uid",
          "job-name");

  private Imitation() {}

  static ObjectNode of(ObjectNode original) {
    ObjectNode job = original.deepCopy();
    job.put("apiVersion", "batch/v1").put("kind", "Job").remove("status");
    ObjectNode metadata = object(job, "metadata");
    metadata.remove(SET_BY_THE_SERVER);
    foreign(object(metadata, "labels"));
    foreign(object(metadata, "annotations"));
    ObjectNode spec = object(job, "spec");
    spec.remove("selector");
    object(object(object(spec, "template"), "metadata"), "labels").remove(POD_LABELS_OF_THE_SERVER);
    return job;
  }

  private static void foreign(ObjectNode names) {
    for (String key : List.copyOf(names.properties().stream().map(e -> e.getKey()).toList())) {
      JsonNode value = names.remove(key);
      names.put(
          key.replace("tidemill.dev/", "tideless.dev/"),
          value.asText().equals("tidemill") ? "tideless" : value.asText());
    }
  }

  private static ObjectNode object(ObjectNode parent, String field) {
    return parent.withObject("/" + field);
  }
}
