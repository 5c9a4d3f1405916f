package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a dead letter carries, and what it leaves out where SQS has no room. */
class DeadLetterTest {
  @Test
  void bodyAndAttributesAreKeptAndOursAdded() {
    DeadLetter letter = letter(Map.of("tenant", Attribute.text("acme")), "body");
    assertThat(letter.body()).isEqualTo("body");
    assertThat(letter.attributes())
        .containsEntry("tenant", Attribute.text("acme"))
        .containsEntry("tidemill-reason", Attribute.text("Unmatched: no route"))
        .containsEntry("tidemill-source-message-id", Attribute.text("id-1"))
        .containsEntry("tidemill-trigger", Attribute.text("shop/loads"))
        .containsEntry("tidemill-job", Attribute.text("loads-1"))
        .hasSize(5);
  }

  @Test
  void theUsersAttributesAreNeverDropped() {
    Map<String, Attribute> eight = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      eight.put("a" + i, Attribute.text("x"));
    }
    DeadLetter letter = letter(eight, "body");
    assertThat(letter.attributes())
        .containsAllEntriesOf(eight)
        .containsKeys("tidemill-source-message-id", "tidemill-reason")
        .hasSize(DeadLetter.MAX_ATTRIBUTES);
  }

  @Test
  void aMessageAsLargeAsCanBeGetsNoneOfOurs() {
    assertThat(letter(Map.of(), "x".repeat(DeadLetter.MAX_BYTES)).attributes()).isEmpty();
  }

  @Test
  void theReasonOfAnEarlierDeathGivesWay() {
    Map<String, Attribute> sentAgain = Map.of("tidemill-reason", Attribute.text("old"));
    assertThat(letter(sentAgain, "body").attributes().get("tidemill-reason"))
        .isEqualTo(Attribute.text("Unmatched: no route"));
  }

  @Test
  void aReasonHasOnlyCharactersThatSqsTakes() {
    DeadLetter letter = DeadLetter.of(Messages.message("b"), "a\u0000b\u001bé", "shop/loads", "");
    assertThat(letter.attributes().get("tidemill-reason")).isEqualTo(Attribute.text("a b  "));
    assertThat(letter.attributes()).doesNotContainKey("tidemill-job");
  }

  @Test
  void aLetterToAFifoQueueKeepsItsGroup() {
    Message plain = Messages.message("b");
    Message placed =
        new Message(
            "id-2",
            "h",
            "b",
            Map.of(),
            plain.sentTime(),
            plain.receivedTime(),
            1,
            new Place("order/7", "1"));
    assertThat(DeadLetter.of(plain, "no", "shop/loads", "").group()).isEqualTo("id-1");
    assertThat(DeadLetter.of(placed, "no", "shop/loads", "").group()).isEqualTo("order/7");
  }

  private static DeadLetter letter(Map<String, Attribute> attributes, String body) {
    return DeadLetter.of(
        Messages.message(body, attributes), "Unmatched: no route", "shop/loads", "loads-1");
  }
}
