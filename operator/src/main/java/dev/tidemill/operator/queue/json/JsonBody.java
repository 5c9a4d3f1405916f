package dev.tidemill.operator.queue.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import dev.tidemill.operator.plan.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message body read as JSON when first asked. Whatever is in it, nothing is thrown: what is not
 * JSON, or nested deeper than {@link #MAX_DEPTH}, has no values.
 */
public final class JsonBody implements JsonText {
  /** How deep arrays and objects may be nested. */
  public static final int MAX_DEPTH = 200;

  private static final int MAX_TOKEN = 1 << 21;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_TOKEN)
                  .maxStringLength(MAX_TOKEN)
                  .maxNameLength(MAX_TOKEN)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH + 1).build())
          // names come from strangers: they are not kept for the next document
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final String body;
  private boolean read;
  private @Nullable JsonTree tree;

  /** Reads nothing yet. */
  public JsonBody(String body) {
    this.body = body;
  }

  @Override
  public @Nullable Value at(String pointer) {
    JsonTree found = find(pointer);
    return found == null ? null : value(found);
  }

  @Override
  public List<String> names(String pointer) {
    return find(pointer) instanceof JsonTree.Members object
        ? List.copyOf(object.members().keySet())
        : List.of();
  }

  private @Nullable JsonTree find(String pointer) {
    JsonTree found = root();
    JsonPointer rest = JsonPointer.compile(pointer);
    while (found != null && !rest.matches()) {
      found = found.child(rest.getMatchingProperty(), rest.getMatchingIndex());
      rest = rest.tail();
    }
    return found;
  }

  @Override
  public @Nullable Object document(Object none) {
    JsonTree tree = root();
    return tree == null ? null : PlainJson.of(tree, none);
  }

  private static Value value(JsonTree tree) {
    return switch (tree) {
      case JsonTree.Text text -> new Value(text.value(), true);
      case JsonTree.Literal literal ->
          new Value(literal.written(), !literal.written().equals("null"));
      case JsonTree.Members _, JsonTree.Items _ -> new Value(compact(tree), false);
    };
  }

  private static String compact(JsonTree tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      CompactJson.write(tree, out);
    } catch (IOException e) {
      throw new IllegalStateException("a string takes whatever is written", e);
    }
    return text.toString();
  }

  private @Nullable JsonTree root() {
    if (!read) {
      tree = parse();
      read = true;
    }
    return tree;
  }

  private @Nullable JsonTree parse() {
    try (JsonParser parser = FACTORY.createParser(body)) {
      if (parser.nextToken() == null) {
        return null;
      }
      JsonTree document = JsonTree.read(parser);
      return parser.nextToken() == null ? document : null;
    } catch (IOException notJson) {
      return null;
    }
  }
}
