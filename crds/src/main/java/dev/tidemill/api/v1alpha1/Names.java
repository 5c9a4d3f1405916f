package dev.tidemill.api.v1alpha1;

/** The forms of names in the API, as regular expressions that the schema carries. */
final class Names {
  /** An environment variable that a shell can read and that is not ours; source: POSIX.1 8.1. */
  static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$";

  /** A DNS label; source: RFC 1123. */
  static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS subdomain; source: RFC 1123. */
  static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  private Names() {}
}
