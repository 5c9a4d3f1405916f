package dev.tidemill.operator.queue.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes values of Java of a document. */
final class PlainJson {
  /** The longest number that may be a Long. */
  private static final int LONG_DIGITS = 20;

  private PlainJson() {}

  static Object of(JsonTree tree, Object none) {
    return switch (tree) {
      case JsonTree.Text text -> text.value();
      case JsonTree.Literal literal -> literal(literal.written(), none);
      case JsonTree.Items items -> items.items().stream().map(item -> of(item, none)).toList();
      case JsonTree.Members members -> {
        Map<String, Object> all = new LinkedHashMap<>();
        members.members().forEach((name, member) -> all.put(name, of(member, none)));
        yield all;
      }
    };
  }

  private static Object literal(String written, Object none) {
    return switch (written) {
      case "null" -> none;
      case "true" -> true;
      case "false" -> false;
      default -> number(written);
    };
  }

  private static Number number(String written) {
    if (written.length() <= LONG_DIGITS && written.matches("-?[0-9]+")) {
      try {
        return Long.valueOf(written);
      } catch (NumberFormatException tooLarge) {
        return Double.valueOf(written);
      }
    }
    return Double.valueOf(written);
  }
}
