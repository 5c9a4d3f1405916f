package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.JsonBody;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message says of its key and its version. */
class KeyingTest {
  private static final QueueTrigger VERSIONED =
      trigger("supersede: {key: {jsonPointer: /id}, version: {jsonPointer: /version}}");
  private static final QueueTrigger UNVERSIONED = trigger("supersede: {key: {attribute: id}}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\",\"version\":7} | a | 7",
        "{\"id\":17,\"version\":\"007\"} | 17 | 007",
        "{\"id\":true,\"version\":1.0} | true | 1.0",
      })
  void keyAndVersionAreScalars(String body, String key, String version) {
    assertThat(read(VERSIONED, body))
        .isInstanceOfSatisfying(
            Keying.Keyed.class,
            k -> {
              assertThat(k.key()).isEqualTo(key);
              assertThat(k.version()).isEqualTo(version);
              assertThat(k.edition().sent()).isEqualTo(Messages.SENT);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"version\":7}",
        "{\"id\":null,\"version\":7}",
        "{\"id\":\"\",\"version\":7}",
        "{\"id\":[1],\"version\":7}",
        "no JSON"
      })
  void aMessageWithoutAKeyRunsAsIfThereWereNoSupersede(String body) {
    assertThat(read(VERSIONED, body)).isEqualTo(new Keying.Unkeyed());
    assertThat(Keying.ofCancel(VERSIONED, Messages.message(body), new JsonBody(body))).isNull();
  }

  @Test
  void aKeyWithoutTheVersionIsRefused() {
    assertThat(read(VERSIONED, "{\"id\":\"a\"}"))
        .isEqualTo(
            new Keying.Refused(
                "VersionMissing", "supersede.version is set, and the message has no value for it"));
    assertThat(cancel("{\"id\":\"a\"}").unversioned()).as("a Cancel needs none").isTrue();
  }

  @Test
  void withoutAVersionInTheSpecTheTimeTells() {
    Message message = Messages.message("x", Map.of("id", Attribute.text("a")));
    assertThat(Keying.ofRun(UNVERSIONED, message, new JsonBody("x")))
        .isInstanceOfSatisfying(
            Keying.Keyed.class, k -> assertThat(k.edition().unversioned()).isTrue());
    assertThat(Keying.ofRun(trigger("suspend: false"), message, new JsonBody("x")))
        .isEqualTo(new Keying.Unkeyed());
  }

  @Test
  void theTextsThemselvesAreNotKept() {
    Edition secret = cancel("{\"id\":\"my key\",\"version\":\"my version\"}");
    assertThat(secret.toString()).doesNotContain("my");
    assertThat(secret.key()).matches("[0-9a-f]{32}");
    assertThat(secret.version()).matches("#[0-9a-f]{24}");
    assertThat(secret.number()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7, true",
    "7, 007, true",
    "-0, 0, true",
    "7, 8, false",
    "7, 7.0, false",
    "a, a, true",
    "a, A, false",
    "9223372036854775807, 9223372036854775807, true",
    "9223372036854775808, 9223372036854775808, true",
    "9223372036854775808, 09223372036854775808, false",
  })
  void versionsAreTheSameAsNumbersOrAsText(String one, String other, boolean same) {
    assertThat(Edition.same(one, other)).isEqualTo(same);
  }

  private static Keying read(QueueTrigger trigger, String body) {
    return Keying.ofRun(trigger, Messages.message(body), new JsonBody(body));
  }

  private static Edition cancel(String body) {
    Keying.Keyed keyed = Keying.ofCancel(VERSIONED, Messages.message(body), new JsonBody(body));
    return java.util.Objects.requireNonNull(keyed).edition();
  }

  private static QueueTrigger trigger(String line) {
    return Triggers.trigger().with(line).build();
  }
}
