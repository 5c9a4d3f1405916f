package dev.tidemill.operator.plan;

/** Cuts a text to what its place can hold, and never through the middle of a character. */
public final class Excerpt {
  private Excerpt() {}

  /**
   * The beginning of a text.
   *
   * @param max the most UTF-16 units to keep, at least 1; one less where the cut would leave half
   *     of a surrogate pair, which becomes another character on its way to the API server
   */
  public static String head(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }

  /** The beginning of a text, with an ellipsis where something was cut off. */
  public static String of(String text, int max) {
    return text.length() <= max ? text : head(text, max) + "…";
  }
}
