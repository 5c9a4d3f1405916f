package dev.tidemill.crds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the CustomResourceDefinitions into the folder that is its argument. */
public final class WriteCrds {
  private WriteCrds() {}

  /**
   * Writes one file for each kind.
   *
   * @param args the folder
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    var folder = Files.createDirectories(Path.of(args[0]));
    for (var file : Crds.files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
