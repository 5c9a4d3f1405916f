package dev.tidemill.operator.plan;

/** Makes the names of child objects: readable first, cut to fit, unique by their end. */
public final class ChildNames {
  /**
   * The longest name of a Job that we make, in characters. A Job's name may have 63, but its pods
   * add a hyphen and five characters and an Indexed Job's host names a hyphen and up to five
   * digits, and a host name ends at 63; source: the API reference of batch/v1, {@code
   * completionMode}.
   */
  public static final int JOB_MAX = 57;

  private ChildNames() {}

  /**
   * Joins a readable prefix and a suffix that makes the name unique.
   *
   * @param prefix the owner's name, of any length
   * @param suffix what tells siblings apart: a hash or a number
   * @param max the longest name allowed, in characters
   * @return {@code prefix-suffix}, the prefix cut so that the whole fits
   */
  public static String join(String prefix, String suffix, int max) {
    int room = max - suffix.length() - 1;
    String head = prefix.replace('.', '-');
    head = head.length() <= room ? head : head.substring(0, room);
    return trimmed(head) + "-" + suffix;
  }

  /**
   * Cuts a name to fit.
   *
   * @return the name itself where it fits, else its beginning and a hash of the whole
   */
  public static String cut(String name, int max) {
    return name.length() <= max ? name : join(name, Hashes.hex(5, name), max);
  }

  private static String trimmed(String head) {
    int end = head.length();
    while (end > 0 && head.charAt(end - 1) == '-') {
      end--;
    }
    return head.substring(0, end);
  }
}
