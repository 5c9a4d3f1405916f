package dev.tidemill.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folders of the checkout, wherever the tests were started. */
public final class Checkout {
  private static final Path ROOT = find();

  private Checkout() {}

  /** The folder that has the parent pom.xml. */
  public static Path root() {
    return ROOT;
  }

  /** A path inside the checkout. */
  public static Path path(String first, String... more) {
    return ROOT.resolve(Path.of(first, more));
  }

  /** Where the tests leave logs and dumps. */
  public static Path reports() {
    return path("e2e", "target", "e2e");
  }

  private static Path find() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("e2e/cluster"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("run the tests inside the checkout");
      }
      folder = parent;
    }
    return folder;
  }
}
