package dev.tidemill.operator.queue.message;

import org.jspecify.annotations.Nullable;

/**
 * A message attribute as SQS has it.
 *
 * @param dataType String, Number or Binary, perhaps with a suffix such as {@code Number.int}
 * @param string the value, where the type is not Binary
 * @param base64 the value in Base64, where the type is Binary
 * @param file the file that holds the value instead, where attributes.json has no room for it
 */
public record Attribute(
    String dataType, @Nullable String string, @Nullable String base64, @Nullable String file) {
  /** An attribute with its value. */
  public Attribute(String dataType, @Nullable String string, @Nullable String base64) {
    this(dataType, string, base64, null);
  }

  /** An attribute of type String. */
  public static Attribute text(String value) {
    return new Attribute("String", value, null);
  }

  /** What a parameter or a route sees of it: the text, of binary data its Base64. */
  public String value() {
    return string != null ? string : base64 == null ? "" : base64;
  }

  /** The same attribute without its value, which lies in this file. */
  Attribute in(String name) {
    return new Attribute(dataType, null, null, name);
  }

  /** How much it counts towards the size of a message, in bytes, without its name. */
  int size() {
    int value = base64 == null ? Utf8.length(value()) : base64.length() / 4 * 3;
    return Utf8.length(dataType) + value;
  }
}
