package dev.tidemill.operator.schedule.cron;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks robfig/cron v3 itself, in a Go program that is built once into {@code target}. */
final class CronOracle {
  private static final Path SOURCE = Path.of("src/test/go/cron-oracle").toAbsolutePath();

  private final Path folder;

  CronOracle(Path folder) {
    this.folder = folder;
  }

  /** One question: which {@code count} times follow {@code after}? */
  record Question(String expression, ZoneId zone, Instant after, int count) {
    String line() {
      var bytes = expression.getBytes(StandardCharsets.UTF_8);
      return "%s\t%s\t%d\t%d\t%d\n"
          .formatted(
              Base64.getEncoder().encodeToString(bytes),
              zone.getId(),
              after.getEpochSecond(),
              after.getNano(),
              count);
    }
  }

  /** The oracle's answers, in the order of the questions. */
  List<String> answers(List<Question> questions) throws IOException, InterruptedException {
    var program = build();
    var zones = folder.resolve("zoneinfo");
    questions.stream().map(Question::zone).distinct().forEach(zone -> ZoneFile.write(zone, zones));
    var in = folder.resolve("questions");
    var out = folder.resolve("answers");
    var lines = new StringBuilder();
    questions.forEach(question -> lines.append(question.line()));
    Files.writeString(in, lines);
    var command = new ProcessBuilder(program.toString());
    command.environment().put("ZONEINFO", zones.toString());
    command.redirectInput(in.toFile()).redirectOutput(out.toFile());
    run(command, "the oracle");
    return Files.readAllLines(out);
  }

  private Path build() throws IOException, InterruptedException {
    var program = folder.resolve("cron-oracle");
    Files.createDirectories(folder);
    var command = new ProcessBuilder("go", "build", "-o", program.toString(), ".");
    command.directory(SOURCE.toFile());
    run(command, "go build (Go 1.24 or newer is needed)");
    return program;
  }

  private void run(ProcessBuilder command, String what) throws IOException, InterruptedException {
    var errors = folder.resolve("errors");
    var process = command.redirectError(errors.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(what + " took more than five minutes");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(what + " failed: " + Files.readString(errors));
    }
  }
}
