package dev.tidemill.operator.queue.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document in memory that keeps each number as it was written; of two members with one name
 * the last counts.
 */
sealed interface JsonTree {
  /** An object. */
  record Members(Map<String, JsonTree> members) implements JsonTree {}

  /** An array. */
  record Items(List<JsonTree> items) implements JsonTree {}

  /** A string. */
  record Text(String value) implements JsonTree {}

  /** A number, true, false or null, as it was written. */
  record Literal(String written) implements JsonTree {}

  /** Reads the value that begins at the parser's current token. */
  static JsonTree read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new Text(parser.getText());
      case null, default -> new Literal(parser.getText());
    };
  }

  private static JsonTree members(JsonParser parser) throws IOException {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, read(parser));
    }
    return new Members(members);
  }

  private static JsonTree items(JsonParser parser) throws IOException {
    List<JsonTree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return new Items(items);
  }

  /** The member or item of that name or number, if there is one. */
  default @Nullable JsonTree child(String name, int index) {
    return switch (this) {
      case Members m -> m.members().get(name);
      case Items i -> index >= 0 && index < i.items().size() ? i.items().get(index) : null;
      case Text _, Literal _ -> null;
    };
  }
}
