package dev.tidemill.operator.queue.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageCondition.Answer;
import dev.tidemill.operator.queue.message.MessageCondition.Fails;
import dev.tidemill.operator.queue.message.MessageCondition.Says;
import dev.tidemill.operator.queue.message.Messages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the CEL of a route says of a message. */
class CelConditionTest {
  private static final String BODY =
      """
      {"type":"load","level":3,"share":0.5,"big":12345678901234567890,"none":null,"ok":true,
       "items":[{"sku":"a","n":1},{"sku":"b","n":20}]}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "message.body.startsWith('{') | true",
        "message.body == 'job1' | false",
        "message.body.matches('\"level\":[0-9]') | true",
        "message.json.type == 'load' | true",
        "message.json.type in ['load', 'store'] | true",
        "message.json.level == 3 | true",
        "message.json.level > 2.5 | true",
        "message.json.share < 1 | true",
        "message.json.big > 1e19 | true",
        "message.json.none == null | true",
        "message.json.ok | true",
        "has(message.json.type) && !has(message.json.other) | true",
        "message.json.items.exists(i, i.n > 10) | true",
        "message.json.items.all(i, i.n > 10) | false",
        "message.json.items.map(i, i.sku) == ['a', 'b'] | true",
        "size(message.json.items) == 2 | true",
        "message.json.items[1].sku == 'b' | true",
        "message.attributes.tenant == 'blue' | true",
        "message.attributes['tenant'].endsWith('e') | true",
        "'tenant' in message.attributes && !('x' in message.attributes) | true",
        "message.attributes.size == '42' | true",
        "int(message.attributes.size) > 40 | true",
        "message.receiveCount < 2 | true",
        "message.sentTime < timestamp('2026-11-24T00:00:00Z') | true",
        "message.sentTime.getFullYear() == 2026 | true",
        "message.sentTime + duration('24h') > timestamp('2026-11-24T00:00:00Z') | true",
      })
  void says(String cel, boolean want) {
    assertThat(test(cel, BODY)).isEqualTo(new Says(want));
  }

  @Test
  void anErrorDoesNotMatterWhereTheOtherSideDecides() {
    assertThat(test("message.json.lacks == 1 || message.json.ok", BODY)).isEqualTo(new Says(true));
  }

  @Test
  void aBodyThatIsNotJsonIsNull() {
    assertThat(test("message.json == null", "run-7")).isEqualTo(new Says(true));
    assertThat(test("message.body.startsWith('run-')", "run-7")).isEqualTo(new Says(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message.json.lacks == 'x'",
        "message.json.type > 3",
        "message.json.type",
        "message.json.items[7].n == 1",
        "message.attributes.lacks == 'x'",
        "int(message.body) == 1",
        "message.json.level / 0 == 1",
        "message.body.matches(message.json.items)",
        "message.body.matches('(')",
      })
  void cannotTell(String cel) {
    assertThat(test(cel, BODY))
        .isInstanceOfSatisfying(
            Fails.class, f -> assertThat(f.why()).isNotBlank().hasSizeLessThan(310));
  }

  /** What it fails with stands in logs and Events, whose readers may not read messages. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int(message.body) == 1 | form",
        "duration(message.body) == duration('1s') | form",
        "timestamp(message.body) == message.sentTime | form",
        "message.json.type.matches(message.json.secret) | form",
        "message.json[message.json.secret] == 1 | no such member",
        "message.attributes[message.json.secret] == 'x' | no such member",
        "message.json.type > 3 | another type",
        "message.json.items[7] == 1 | no such item",
        "message.json.items[0] / 0 == 1 | divided by zero",
      })
  void aFailureSaysNothingOfTheMessage(String cel, String words) {
    String body = "{\"type\":\"load\",\"secret\":\"(S3CR3T\",\"items\":[5]}";
    assertThat(test(cel, body))
        .isInstanceOfSatisfying(
            Fails.class, f -> assertThat(f.why()).contains(words).doesNotContain("S3CR3T"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "message.body. | line 1, column",
        "message.text == 'x' | undeclared reference",
        "message.body | bool",
        "message.receiveCount == 'x' | no matching overload",
        "1 + 1 | bool",
        "request.auth == 1 | undeclared reference",
      })
  void isNoCondition(String cel, String words) {
    assertThatThrownBy(() -> CelCondition.compile(cel))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aLongListOfAlternativesIsNotDeep() {
    String cel = "message.body == 'job-7' || ".repeat(70) + "message.body == 'job1'";
    assertThat(test(cel, "job1")).isEqualTo(new Says(true));
  }

  @Test
  void whatIsTooDeepOrTooLongIsRefused() {
    for (String cel :
        new String[] {
          "1" + "+1".repeat(1000) + " > 0",
          "(".repeat(500) + "true" + ")".repeat(500),
          "!".repeat(2000) + "true",
          "true || ".repeat(400) + "true"
        }) {
      try {
        Answer answer = CelCondition.compile(cel).test(message("x"), new JsonBody("x"));
        assertThat(answer).isInstanceOf(Says.class);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageMatching("(?s).+");
      }
    }
  }

  private static Answer test(String cel, String body) {
    return CelCondition.compile(cel).test(message(body), new JsonBody(body));
  }

  private static Message message(String body) {
    return Messages.message(
        body,
        Map.of(
            "tenant", Attribute.text("blue"),
            "size", new Attribute("Number", "42", null),
            "icon", new Attribute("Binary", null, "AAEC")));
  }
}
