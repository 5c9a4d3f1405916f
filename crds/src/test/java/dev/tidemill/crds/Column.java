package dev.tidemill.crds;

/** A column of what {@code kubectl get} prints. */
record Column(String name, String type, String path, String description) {
  static Column text(String name, String path, String description) {
    return new Column(name, "string", path, description);
  }

  static Column number(String name, String path, String description) {
    return new Column(name, "integer", path, description);
  }

  static Column flag(String name, String path, String description) {
    return new Column(name, "boolean", path, description);
  }

  /** Printed as the time that has passed since; it cannot show a time to come. */
  static Column since(String name, String path, String description) {
    return new Column(name, "date", path, description);
  }

  static Column ready() {
    return text(
        "Ready", ".status.conditions[?(@.type==\"Ready\")].status", "Whether it works as asked.");
  }

  static Column age() {
    return since("Age", ".metadata.creationTimestamp", "How long ago it was created.");
  }
}
