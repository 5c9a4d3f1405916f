package dev.tidemill.operator.queue.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageCondition.Answer;
import dev.tidemill.operator.queue.message.MessageCondition.Fails;
import dev.tidemill.operator.queue.message.MessageCondition.Says;
import dev.tidemill.operator.queue.message.Messages;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression and no message takes the operator's time or memory, or throws. */
class HostileCelTest {
  private static final long SEED = 20261124;
  private static final int ROUNDS = 20_000;
  private static final String[] PARTS = {
    "message.body",
    "message.json",
    "message.attributes",
    "message.receiveCount",
    "message.sentTime",
    ".a",
    "[0]",
    "['a']",
    " == ",
    " in ",
    " && ",
    " || ",
    "!",
    "(",
    ")",
    "1",
    "'a'",
    "null",
    ".size()",
    ".matches('a')",
    ".exists(x, x == 1)",
    ".all(x, x)",
    "has(",
    " + ",
    " < ",
    "[",
    "]",
    "{",
    "}",
    "timestamp(",
    "int(",
    " ? ",
    " : ",
    "\"",
    "\\",
    "€",
    "\0"
  };

  private static final String LARGE =
      IntStream.range(0, 60_000)
          .mapToObj(i -> "\"item" + i + "\"")
          .collect(Collectors.joining(",", "{\"items\":[", "]}"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[message.body].map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)"
            + ".map(x, x+x).map(x, x+x) == []",
        "message.json.items.all(x, message.json.items.all(y, x != ''))",
        "message.json.items.map(x, bytes(message.body)).size() == 1",
        "message.json.items.filter(x, message.json == message.json).size() == 1",
        "message.json.items.all(x, message.body.contains('nothing like it') == false)",
        "message.json.items.all(x, !message.body.matches('(i|t)*(e|m)*(x|y)*z'))",
      })
  void whatCostsTooMuchEnds(String cel) {
    CelCondition condition = CelCondition.compile(cel);
    Message message = Messages.message(LARGE);
    Answer answer =
        Assertions.assertTimeout(
            Duration.ofSeconds(20), () -> condition.test(message, new JsonBody(LARGE)));
    assertThat(answer).isInstanceOf(Fails.class);
  }

  /** What is long may lie in the message, and be looked at by a short expression. */
  static List<Arguments> longOnes() {
    String key = "\"" + "k".repeat(400_000) + "\"";
    String items = "[" + "1,".repeat(3_999) + "1]";
    String letters = "a".repeat(200_000);
    String regex = "message.body.matches(message.json.r)";
    String made = "message.json.items.map(i, bytes(message.body + string(i))).size() == 1";
    return List.of(
        Arguments.of(
            "message.json.items.all(i, "
                + "message.json.a == message.json.b && ".repeat(50)
                + "true)",
            "{\"a\":{" + key + ":1},\"b\":{" + key + ":1},\"items\":" + items + "}"),
        Arguments.of(
            "message.json.a.contains(message.json.b)",
            "{\"a\":\"" + letters + letters + "\",\"b\":\"" + letters + "b\"}"),
        Arguments.of("duration(message.body) == duration('1s')", "1s".repeat(500_000)),
        Arguments.of("message.body.matches('((a{1000}){1000}){1000}')", "x"),
        Arguments.of(regex, "{\"r\":\"((a{1000}){1000}){1000}\"}"),
        Arguments.of(regex, "{\"r\":\"" + "a?".repeat(400_000) + "\"}"),
        Arguments.of(made, "{\"a\":\"" + "€".repeat(300_000) + "\",\"items\":" + items + "}"));
  }

  @ParameterizedTest
  @MethodSource("longOnes")
  void whatIsLongInTheMessageIsCounted(String cel, String body) {
    CelCondition condition = CelCondition.compile(cel);
    Answer answer =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> condition.test(Messages.message(body), new JsonBody(body)));
    assertThat(answer).isEqualTo(new Fails(EvaluationCost.WORDS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!message.body.contains('an error of the kind that is sought here')",
        "!message.body.matches('^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')",
        "message.json.items.exists(i, i.matches('^item[0-9]{1,5}$'))",
        "message.json.items.size() == 60000 && message.json == message.json",
        "message.body + 'x' != 'y'",
      })
  void whatIsUsualIsAffordable(String cel) {
    String body = LARGE;
    assertThat(CelCondition.compile(cel).test(Messages.message(body), new JsonBody(body)))
        .isEqualTo(new Says(true));
  }

  @Test
  void whatHoldsTheSameManyTimesIsCounted() {
    String cel = "[message.body]" + ".map(x, [x, x])".repeat(30);
    assertThat(
            CelCondition.compile(cel + " == " + cel).test(Messages.message("x"), new JsonBody("x")))
        .isInstanceOf(Fails.class);
  }

  @Test
  void nothingIsEverThrown() {
    int compiled = 0;
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(SEED + round);
      String cel =
          IntStream.range(0, 1 + random.nextInt(5))
              .mapToObj(_ -> PARTS[random.nextInt(PARTS.length)])
              .collect(Collectors.joining());
      try {
        CelCondition condition = CelCondition.compile(cel);
        compiled++;
        for (String body : new String[] {"a", "{\"a\":[true]}", "[1,{}]", "null"}) {
          assertThat(condition.test(Messages.message(body), new JsonBody(body)))
              .as("seed %d: %s", SEED + round, cel)
              .isNotNull();
        }
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).as("seed %d: %s", SEED + round, cel).isNotBlank();
      }
    }
    assertThat(compiled).isPositive();
  }
}
