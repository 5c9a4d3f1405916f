package dev.tidemill.operator.queue.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** Writes a document without any white space, its numbers as they were written. */
final class CompactJson {
  private CompactJson() {}

  static void write(JsonTree tree, JsonGenerator out) throws IOException {
    switch (tree) {
      case JsonTree.Text text -> out.writeString(text.value());
      case JsonTree.Literal literal -> out.writeRawValue(literal.written());
      case JsonTree.Items items -> {
        out.writeStartArray();
        for (JsonTree item : items.items()) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case JsonTree.Members members -> {
        out.writeStartObject();
        for (Map.Entry<String, JsonTree> member : members.members().entrySet()) {
          out.writeFieldName(member.getKey());
          write(member.getValue(), out);
        }
        out.writeEndObject();
      }
    }
  }
}
