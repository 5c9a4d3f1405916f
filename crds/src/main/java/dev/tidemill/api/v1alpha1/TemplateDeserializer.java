package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.io.IOException;

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

  private static void dropNulls(JsonNode node) {
    var children = node.elements();
    while (children.hasNext()) {
      var child = children.next();
      if (child.isNull() && node.isObject()) {
        children.remove();
      } else {
        dropNulls(child);
      }
    }
  }
}
