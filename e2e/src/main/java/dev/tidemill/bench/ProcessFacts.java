package dev.tidemill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the Linux kernel tells of a process; source: proc(5). */
final class ProcessFacts {
  /** Clock ticks a second; the same on every Linux that Java runs on. */
  private static final long TICKS = 100;

  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int STARTTIME = 19;
  private static final long NANOS = Duration.ofSeconds(1).toNanos();

  private ProcessFacts() {}

  /** What it keeps in memory, in megabytes of 10^6 bytes. */
  static double rss(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
        .findFirst()
        .orElseThrow(() -> new Unmeasured("process " + pid + " has ended"));
  }

  /** The processor time that it has used. */
  static Duration used(long pid) {
    String[] fields = stat(pid);
    long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    return Duration.ofNanos(ticks * NANOS / TICKS);
  }

  /** When it started, by this process's monotonic clock, to 10 ms. */
  static long started(long pid) {
    long now = System.nanoTime();
    double uptime = Double.parseDouble(text(Path.of("/proc/uptime")).split(" ", 2)[0]);
    double age = uptime - Double.parseDouble(stat(pid)[STARTTIME]) / TICKS;
    return now - (long) (age * NANOS);
  }

  /** The fields after the command, which may hold anything. */
  private static String[] stat(long pid) {
    String text = read(pid, "stat");
    return text.substring(text.lastIndexOf(')') + 2).split(" ");
  }

  private static String read(long pid, String file) {
    return text(Path.of("/proc", String.valueOf(pid), file));
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new Unmeasured("the process has ended", e);
    }
  }
}
