package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.json.JsonBody;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a notification of SNS, and what is none. */
class SnsEnvelopeTest {
  private static final int RUNS = 50_000;

  /** As a topic sends it to a queue without raw message delivery. */
  private static final String NOTIFICATION =
      """
      {
        "Type" : "Notification",
        "MessageId" : "dc1e94d9-56c5-5e96-808d-cc7f68faa162",
        "TopicArn" : "arn:aws:sns:us-east-2:111122223333:ExampleTopic1",
        "Subject" : "TestSubject",
        "Message" : "{\\"a\\": \\"\\u00e9\\\\n\\"}",
        "Timestamp" : "2021-02-16T21:41:19.978Z",
        "SignatureVersion" : "1",
        "Signature" : "FMG5tlZhJNHLHUXvZgtZzlk24FzVa7oX",
        "SigningCertURL" : "https://sns.us-east-2.amazonaws.com/SimpleNotificationService.pem",
        "UnsubscribeURL" : "https://sns.us-east-2.amazonaws.com/?Action=Unsubscribe",
        "MessageAttributes" : {
          "tenant" : {"Type":"String","Value":"acme"},
          "a/b~c" : {"Type":"Number","Value":"1.50"},
          "regions" : {"Type":"String.Array","Value":"[\\"eu\\"]"},
          "icon" : {"Type":"Binary","Value":"AAEC"}
        }
      }
      """;

  private static SnsEnvelope.Found open(String body) {
    return SnsEnvelope.open(new JsonBody(body));
  }

  @Test
  void messageAndAttributesAreTakenOut() {
    assertThat(open(NOTIFICATION))
        .isEqualTo(
            new SnsEnvelope.Letter(
                "{\"a\": \"é\\n\"}",
                Map.of(
                    "tenant", Attribute.text("acme"),
                    "a/b~c", new Attribute("Number", "1.50", null),
                    "regions", new Attribute("String.Array", "[\"eu\"]", null),
                    "icon", new Attribute("Binary", null, "AAEC"))));
    assertThat(open("{\"Type\":\"Notification\",\"Message\":\"\",\"MessageAttributes\":{}}"))
        .isEqualTo(new SnsEnvelope.Letter("", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job1",
        "\"Notification\"",
        "{}",
        "{\"Message\":\"job1\"}",
        "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"You have chosen\",\"Token\":\"1\"}",
        "{\"Type\":\"Notification\"}",
        "{\"Type\":\"Notification\",\"Message\":null}",
        "{\"Type\":\"Notification\",\"Message\":{\"a\":1}}",
        "{\"Type\":\"Notification\",\"Message\":\"\\ud800\"}",
        "{\"Type\":\"Notification\",\"Message\":\"a\"",
        "{\"Type\":\"Notification\",\"Message\":\"a\",\"MessageAttributes\":[]}",
        "{\"Type\":\"Notification\",\"Message\":\"a\",\"MessageAttributes\":{\"x\":\"y\"}}",
        "{\"Type\":\"Notification\",\"Message\":\"a\",\"MessageAttributes\":{\"x\":{\"Type\":\"String\"}}}",
        "{\"Type\":\"Notification\",\"Message\":\"a\",\"MessageAttributes\":"
            + "{\"x\":{\"Type\":\"Binary\",\"Value\":\"%\"}}}",
        "[{\"Type\":\"Notification\",\"Message\":\"a\"}]"
      })
  void anythingElseIsBroken(String body) {
    assertThat(open(body))
        .isInstanceOfSatisfying(
            SnsEnvelope.Broken.class,
            broken -> assertThat(broken.why()).isNotEmpty().doesNotContain("You have chosen"));
  }

  /** One character after the other is cut out, doubled or replaced in a notification. */
  @Test
  void nothingIsThrownWhateverIsDamaged() {
    Random random = new Random(6);
    String odd = "{}[]\":,\\\u0000é\ud800 1ntf";
    for (int i = 0; i < RUNS; i++) {
      StringBuilder body = new StringBuilder(NOTIFICATION);
      for (int j = random.nextInt(6); j >= 0; j--) {
        int at = random.nextInt(body.length());
        String put = random.nextBoolean() ? "" : odd.substring(random.nextInt(odd.length()));
        body.replace(at, at + random.nextInt(2), put.isEmpty() ? put : put.substring(0, 1));
      }
      assertThat(open(body.toString())).as("run %s", i).isNotNull();
    }
  }
}
