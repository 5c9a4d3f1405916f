package dev.tidemill.operator.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that may be JSON, read by RFC 6901 pointers. */
public interface JsonText {
  /**
   * The value that a pointer leads to.
   *
   * @param pointer such as {@code /Records/0/s3/object/key}; empty: the whole document
   * @return null if the text is not JSON or has nothing there
   */
  @Nullable Value at(String pointer);

  /**
   * The whole document as a value of Java: String, Boolean, Long, Double (what is no Long), List,
   * or Map in the order of the document.
   *
   * @param none what stands for each null in it
   * @return null if the text is not JSON
   */
  @Nullable Object document(Object none);

  /**
   * The names of an object's members.
   *
   * @param pointer leads to the object
   * @return in their order; empty if there is no object
   */
  List<String> names(String pointer);

  /**
   * A JSON value as text.
   *
   * @param text of a string its characters, of any other value its compact JSON, numbers as they
   *     were written
   * @param scalar whether it is a string, a number, true or false
   */
  record Value(String text, boolean scalar) {}
}
