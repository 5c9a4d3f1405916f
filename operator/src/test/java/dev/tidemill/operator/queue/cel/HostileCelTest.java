package dev.tidemill.operator.queue.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageCondition.Answer;
import dev.tidemill.operator.queue.message.MessageCondition.Fails;
import dev.tidemill.operator.queue.message.Messages;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
