package dev.tidemill.api.v1alpha1;

/** The forms of names in the API, as regular expressions that the schema carries. */
public final class Names {
  /** An environment variable that a shell can read and that is not ours; source: POSIX.1 8.1. */
  static final String VARIABLE = "^[A-Za-z_]\\w*$";

  /** A DNS label; source: RFC 1123. */
  static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS subdomain; source: RFC 1123. */
  public static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A JSON pointer; source: RFC 6901. */
  static final String POINTER = "^(/([^~/]|~[01])*)*$";

  /** What is said of a wrong JSON pointer. */
  static final String POINTER_FORM =
      "jsonPointer starts with / and has one / before each name, such as /Records/0/s3 (RFC 6901:"
          + " ~ is written ~0, / is written ~1)";

  /** The name of an SQS queue; source: the CreateQueue page of the Amazon SQS API reference. */
  static final String QUEUE = "^[A-Za-z0-9_-]{1,80}([.]fifo)?$";

  /** What is said of a wrong duration. */
  static final String DURATION_FORM = "is a duration such as 30s, 10m or 1h30m";

  private Names() {}
}
