package dev.tidemill.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The note about a process that the scripts of e2e/cluster read, too: its PID and when it started,
 * so that a foreign process which got the number later is never taken for it.
 */
final class ProcessRecord {
  private static final int START_TICKS = 19;

  private ProcessRecord() {}

  /** Leaves the PID where the script {@code down} finds it, should this JVM be killed. */
  static void write(Path instance, String name, long pid) {
    try {
      Files.createDirectories(instance.resolve("run"));
      Files.writeString(
          instance.resolve("run").resolve(name), pid + " " + startTicks(pid) + " test\n");
      Files.writeString(instance.resolve(name + ".pid"), pid + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the operators that an earlier run, killed itself, has left. */
  static void killOperators(Path instance) {
    if (!Files.isDirectory(instance.resolve("run"))) {
      return;
    }
    try (Stream<Path> records = Files.list(instance.resolve("run"))) {
      records
          .filter(f -> f.getFileName().toString().matches("operator-[^.]*"))
          .forEach(ProcessRecord::kill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(Path record) {
    try {
      List<String> words = List.of(Files.readString(record).split(" ", -1));
      long pid = Long.parseLong(words.get(0));
      if (Files.exists(Path.of("/proc", words.get(0))) && startTicks(pid).equals(words.get(1))) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
      Files.delete(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String startTicks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).get(START_TICKS);
  }
}
