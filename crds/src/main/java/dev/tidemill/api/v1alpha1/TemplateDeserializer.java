package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Reads a Job's template without its nulls. The schema lets {@code env:} with nothing below stand,
 * as the API server does in a CronJob; the model's lists would then be null.
 */
final class TemplateDeserializer extends JsonDeserializer<JobTemplateSpec> {
  @Override
  public JobTemplateSpec deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode tree = parser.readValueAsTree();
    dropNulls(tree);
    return parser.getCodec().treeToValue(tree, JobTemplateSpec.class);
  }

  /** Without recursion: managedFields, which nobody reads here, may be nested very deeply. */
  private static void dropNulls(JsonNode root) {
    var open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      var node = open.pop();
      if (node instanceof ObjectNode object) {
        object.properties().removeIf(field -> field.getValue().isNull());
      }
      node.forEach(open::push);
    }
  }
}
