package dev.tidemill.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands to their end and hands back what they printed. */
public final class Shell {
  private Shell() {}

  /**
   * What a command left.
   *
   * @param code its exit code
   * @param output standard output and standard error, as they came
   */
  public record Result(int code, String output) {}

  /**
   * Runs a command that has to succeed.
   *
   * @param environment added to that of this process
   * @return what it printed
   * @throws IllegalStateException with its output if it fails or outlasts the limit
   */
  public static String run(Duration limit, Map<String, String> environment, String... command) {
    Result result = tryRun(limit, environment, command);
    if (result.code() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with " + result.code() + ":\n" + result.output());
    }
    return result.output();
  }

  /** Runs a command that may fail; one that outlasts the limit is killed and thrown. */
  public static Result tryRun(Duration limit, Map<String, String> environment, String... command) {
    try {
      // A file, not a pipe: what the command starts in the background may keep a pipe open.
      Path output = Files.createTempFile("tidemill-shell", ".log");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException(
              String.join(" ", command) + " takes longer than " + limit + ":\n" + text(output));
        }
        return new Result(process.exitValue(), text(output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
