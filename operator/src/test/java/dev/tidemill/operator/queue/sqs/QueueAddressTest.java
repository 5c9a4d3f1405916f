package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.Triggers;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which queue is meant, where the source says a part of it and the dead-letter queue the rest. */
class QueueAddressTest {
  private static final String FRANKFURT = "https://sqs.eu-central-1.amazonaws.com/1/orders";
  private static final String IRELAND = "https://sqs.eu-west-1.amazonaws.com/1/orders-dead";

  @Test
  void theDeadLetterQueueIsInTheRegionOfTheSource() {
    QueueTrigger trigger = trigger("queueUrl: \"" + FRANKFURT + "\"", "queueName: dead");
    assertThat(deadLetters(trigger).server()).isEqualTo(source(trigger).server());
    assertThat(source(trigger).server().region()).isEqualTo("eu-central-1");
  }

  @Test
  void itsOwnUrlNamesItsRegion() {
    String target = "queueUrl: \"" + IRELAND + "\"";
    QueueTrigger trigger = trigger("queueUrl: \"" + FRANKFURT + "\"", target);
    assertThat(deadLetters(trigger).server().region()).isEqualTo("eu-west-1");
    trigger = trigger("queueName: orders, region: eu-central-1", target);
    assertThat(deadLetters(trigger).server().region()).isEqualTo("eu-west-1");
    trigger = trigger("queueName: orders, region: eu-central-1", target + ", region: eu-north-1");
    assertThat(deadLetters(trigger).server().region()).isEqualTo("eu-north-1");
  }

  @Test
  void whatIsWrongIsNamed() {
    QueueTrigger trigger = trigger("queueName: orders", "queueName: dead, endpoint: \"ftp://x\"");
    assertThatThrownBy(() -> source(trigger))
        .hasMessageStartingWith("source.sqs.region is missing")
        .hasMessageEndingWith("delete the trigger and create it anew");
    assertThatThrownBy(() -> deadLetters(trigger))
        .hasMessageStartingWith("deadLetter.sqs.endpoint \"ftp://x\" is not");
  }

  @Test
  void aSlashAtTheEndOfAUrlHidesNoFifoQueue() {
    QueueTrigger trigger = trigger("queueUrl: \"" + FRANKFURT + ".fifo//\"", "queueName: dead");
    assertThat(source(trigger).fifo()).isTrue();
    assertThat(source(trigger).url()).isEqualTo(FRANKFURT + ".fifo");
  }

  @Test
  void aServerIsTheSameHoweverItsEndpointIsWritten() {
    assertThat(same("http://sqs:9324", "http://sqs:9324/")).isTrue();
    assertThat(same("http://sqs", "http://SQS:80/")).isTrue();
    assertThat(same("https://sqs:443", "https://sqs")).isTrue();
    assertThat(same("http://sqs:9324", "http://sqs:9325")).isFalse();
    assertThat(same("http://sqs:9324", "http://other:9324")).isFalse();
  }

  @Test
  void theRoleOfTheSourceGoesWithItsCredentials() {
    String role = "roleArn: \"arn:aws:iam::1:role/orders\"";
    String source = "queueUrl: \"" + FRANKFURT + "\", " + role;
    assertThat(identity(source, "queueName: dead"))
        .isEqualTo(source(trigger(source, "")).server().identity());
    assertThat(identity(source, "queueName: dead, credentialsSecretRef: {name: other}"))
        .isEqualTo(new Identity("shop", "other", null));
    assertThat(identity(source, "queueName: dead, roleArn: \"arn:aws:iam::1:role/dead\""))
        .isEqualTo(
            new Identity("shop", "aws", new AssumedRole("arn:aws:iam::1:role/dead", "shop.loads")));
  }

  @Test
  void whatTheOperatorSignsGoesToAwsAlone() {
    QueueTrigger own =
        Triggers.read(
            """
            metadata: {name: loads, namespace: shop}
            spec:
              source: {sqs: {queueName: orders, endpoint: "http://sqs"}}
            """);
    assertThatThrownBy(() -> source(own))
        .hasMessageStartingWith("source.sqs.endpoint needs credentialsSecretRef");
    String role = "roleArn: \"arn:aws:iam::1:role/orders\"";
    QueueTrigger other = trigger("queueName: orders, endpoint: \"http://sqs\", " + role, "");
    assertThatThrownBy(() -> source(other)).hasMessageStartingWith("source.sqs.roleArn is for AWS");
    QueueTrigger host = trigger("queueName: orders, region: \"eu.example.com/\"", "");
    assertThatThrownBy(() -> source(host)).hasMessageContaining("is not a region of AWS");
  }

  private static Identity identity(String source, String deadLetter) {
    return deadLetters(trigger(source, deadLetter)).server().identity();
  }

  private static boolean same(String endpoint, String other) {
    QueueTrigger trigger =
        trigger(
            "queueName: orders, endpoint: \"" + endpoint + "\"",
            "queueName: orders, endpoint: \"" + other + "\"");
    return deadLetters(trigger).server().mayBe(source(trigger).server());
  }

  private static QueueAddress source(QueueTrigger trigger) {
    return QueueAddress.of("shop", "loads", trigger.getSpec().source().sqs());
  }

  private static QueueAddress deadLetters(QueueTrigger trigger) {
    return QueueAddress.of(
        "shop",
        "loads",
        Objects.requireNonNull(trigger.getSpec().deadLetter()).sqs(),
        trigger.getSpec().source().sqs());
  }

  private static QueueTrigger trigger(String source, String deadLetter) {
    return Triggers.read(
        """
        apiVersion: tidemill.dev/v1alpha1
        kind: QueueTrigger
        metadata: {name: loads, namespace: shop}
        spec:
          source: {sqs: {%s, credentialsSecretRef: {name: aws}}}
          deadLetter: {sqs: {%s}}
        """
            .formatted(source, deadLetter));
  }
}
