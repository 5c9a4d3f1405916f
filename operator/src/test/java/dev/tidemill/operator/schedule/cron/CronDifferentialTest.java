package dev.tidemill.operator.schedule.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares with robfig/cron v3 itself over generated expressions, zones and instants. */
class CronDifferentialTest {
  private static final int TRIPLES = 30_000;
  private static final int CONSECUTIVE = 4;
  private static final List<ZoneId> ZONES =
      List.of(
              "Etc/UTC",
              "Europe/Berlin",
              "Europe/London",
              "Europe/Dublin",
              "America/New_York",
              "America/St_Johns",
              "America/Santiago",
              "America/Havana",
              "America/Asuncion",
              "America/Sao_Paulo",
              "America/Los_Angeles",
              "Australia/Lord_Howe",
              "Australia/Sydney",
              "Pacific/Apia",
              "Pacific/Chatham",
              "Pacific/Easter",
              "Asia/Kathmandu",
              "Asia/Beirut",
              "Asia/Gaza",
              "Asia/Tehran",
              "Asia/Tokyo",
              "Africa/Casablanca",
              "Africa/Cairo",
              "Atlantic/Azores",
              "America/Nuuk",
              "Antarctica/Troll",
              "Asia/Kolkata")
          .stream()
          .map(ZoneId::of)
          .toList();

  private final Random random = new Random(Long.getLong("tidemill.seed", 20261123));

  @Test
  void everyGeneratedTripleGetsTheAnswerOfTheLibrary() throws Exception {
    var questions = questions();
    var answers = new CronOracle(Path.of("target/cron-oracle").toAbsolutePath()).answers(questions);
    assertThat(answers).hasSize(questions.size());

    var differences =
        IntStream.range(0, questions.size())
            .mapToObj(i -> difference(questions.get(i), answers.get(i)))
            .filter(text -> !text.isEmpty())
            .toList();

    assertThat(differences).isEmpty();
    long refused = answers.stream().filter("refused"::equals).count();
    assertThat(refused).as("wrong expressions among them").isGreaterThan(500);
    assertThat(answers.size() - refused).as("right expressions").isGreaterThan(10_000);
  }

  private List<CronOracle.Question> questions() {
    var expressions = new Expressions(random);
    var questions = new ArrayList<CronOracle.Question>();
    for (var expression : Expressions.listed()) {
      var zone = ZONES.get(random.nextInt(ZONES.size()));
      questions.add(new CronOracle.Question(expression, zone, instant(zone), CONSECUTIVE));
    }
    while (questions.size() < TRIPLES) {
      var zone = ZONES.get(random.nextInt(ZONES.size()));
      questions.add(new CronOracle.Question(expressions.any(), zone, instant(zone), CONSECUTIVE));
    }
    return questions;
  }

  /** Half of them within two days of a change of the clocks, with and without a fraction. */
  private Instant instant(ZoneId zone) {
    var any = Instant.parse("2014-01-01T00:00:00Z").plusSeconds(random.nextLong(800_000_000L));
    var change = random.nextBoolean() ? zone.getRules().nextTransition(any) : null;
    var at =
        change == null ? any : change.getInstant().plusSeconds(random.nextInt(345_600) - 172_800);
    return switch (random.nextInt(3)) {
      case 0 -> at;
      case 1 -> at.minusSeconds(Math.floorMod(at.getEpochSecond(), 60L));
      default -> at.plusNanos(random.nextInt(1_000_000_000));
    };
  }

  private static String difference(CronOracle.Question question, String want) {
    var got = answer(question);
    return got.equals(want) ? "" : question + ": want " + want + ", got " + got;
  }

  private static String answer(CronOracle.Question question) {
    try {
      var schedule = CronParser.parse(question.expression(), question.zone());
      var answer = new StringBuilder("ok");
      @Nullable Instant at = question.after();
      for (int i = 0; i < question.count() && at != null; i++) {
        at = schedule.next(at);
        answer.append(' ').append(at == null ? "-" : at.getEpochSecond());
      }
      return answer.toString();
    } catch (CronSyntaxException e) {
      return "refused";
    }
  }
}
