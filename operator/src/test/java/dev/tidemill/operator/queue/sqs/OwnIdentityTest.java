package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.OwnIdentity;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.message.DeadLetter;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's own identity, by a web identity token as IRSA gives it, against a server of our
 * own: for the queues that are listed, and for no others.
 */
class OwnIdentityTest {
  private static final String OPERATOR = "arn:aws:iam::123456789012:role/operator";
  private static final String ROLE = "arn:aws:iam::123456789012:role/orders";
  private static final OwnIdentity OWN =
      new OwnIdentity(
          List.of(
              new OwnIdentity.Grant(
                  "shop", List.of("arn:aws:sqs:eu-central-1:123456789012:orders*"))));

  @TempDir private Path folder;
  private AwsStub aws;
  private SqsConnections connections;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    Path token = Files.writeString(folder.resolve("token"), "token-of-the-service-account");
    // what the environment variables of these names say
    System.setProperty("aws.endpointUrlSqs", aws.url());
    System.setProperty("aws.endpointUrlSts", aws.url());
    System.setProperty("aws.roleArn", OPERATOR);
    System.setProperty("aws.webIdentityTokenFile", token.toString());
    System.setProperty("aws.region", "eu-central-1");
    client = new KubernetesClientBuilder().withConfig(Config.empty()).build();
    connections = new SqsConnections(client, Clock.systemUTC(), OWN);
  }

  @AfterEach
  void stop() {
    connections.close();
    client.close();
    aws.close();
    List.of("endpointUrlSqs", "endpointUrlSts", "roleArn", "webIdentityTokenFile", "region")
        .forEach(name -> System.clearProperty("aws." + name));
  }

  @Test
  void aListedQueueIsUsedWithTheRoleOfTheServiceAccount() {
    try (SqsSourceQueue queue = open("shop", "queueName: orders", null)) {
      assertThat(queue.facts().arn()).isEqualTo("arn:aws:sqs:eu-central-1:123456789012:orders");
      assertThat(queue.receive(1, Duration.ZERO, Duration.ofSeconds(30))).isEmpty();
    }
    assertThat(aws.asked())
        .extracting(AwsStub.Asked::action)
        .containsExactly(
            "AssumeRoleWithWebIdentity", "GetQueueUrl", "GetQueueAttributes", "ReceiveMessage");
    assertThat(aws.asked().getFirst().parameters())
        .containsEntry("WebIdentityToken", "token-of-the-service-account");
    assertThat(aws.asked()).extracting(AwsStub.Asked::key).containsOnly("", "operator");
  }

  @Test
  void aQueueThatIsNotListedIsNotEvenAskedFor() {
    refused("other", "queueName: orders", "in namespace other");
    refused("shop", "queueName: salaries", "arn:aws:sqs:eu-central-1:ACCOUNT:salaries");
    refused("shop", url("eu-central-1", "999999999999", "orders"), "999999999999");
    refused("shop", url("eu-west-1", "123456789012", "orders"), "eu-west-1");
    refused("shop", "queueUrl: \"https://x/123456789012/salaries/orders\"", "a queueUrl such as");
    assertThat(aws.asked()).isEmpty();
  }

  private void refused(String namespace, String source, String words) {
    try (SqsSourceQueue queue = open(namespace, source, null)) {
      assertThatThrownBy(queue::facts)
          .isInstanceOfSatisfying(
              QueueException.class,
              e -> {
                assertThat(e.obstacle().reason()).isEqualTo("IdentityNotAllowed");
                assertThat(e.obstacle().lasting()).isTrue();
                assertThat(e.obstacle().message()).contains(words, "credentialsSecretRef");
              });
    }
  }

  @Test
  void whatTheQueueTellsDecides() {
    // the account of the identity is known to AWS alone
    SqsConnections elsewhere =
        new SqsConnections(
            client,
            Clock.systemUTC(),
            new OwnIdentity(
                List.of(
                    new OwnIdentity.Grant(
                        "shop", List.of("arn:aws:sqs:eu-central-1:999999999999:orders")))));
    QueueTrigger trigger = trigger("shop", "queueName: orders", null);
    try (elsewhere;
        SqsSourceQueue queue =
            new SqsSourceQueue(
                elsewhere,
                QueueAddress.of("shop", "loads", trigger.getSpec().source().sqs()),
                Clock.systemUTC())) {
      assertThatThrownBy(() -> queue.receive(1, Duration.ZERO, Duration.ofSeconds(30)))
          .hasMessageContaining("arn:aws:sqs:eu-central-1:123456789012:orders");
    }
    assertThat(aws.asked())
        .extracting(AwsStub.Asked::action)
        .contains("GetQueueAttributes")
        .doesNotContain("ReceiveMessage");
  }

  @Test
  void aDeadLetterQueueMustBeListedToo() {
    try (SqsSourceQueue queue = open("shop", "queueName: orders", "queueName: salaries")) {
      assertThatThrownBy(queue::checkDeadLetters)
          .hasMessageContaining("deadLetter: queue salaries is not listed");
      assertThatThrownBy(() -> queue.send(new DeadLetter("1", "1", "x", Map.of())))
          .hasMessageContaining("deadLetter: queue salaries is not listed");
    }
    assertThat(aws.asked()).extracting(AwsStub.Asked::action).doesNotContain("SendMessage");
  }

  @Test
  void aRoleIsAssumedWithItAndTheListStillDecides() {
    try (SqsSourceQueue queue =
        open("shop", "queueName: orders, roleArn: \"" + ROLE + "\"", null)) {
      assertThat(queue.facts().arn()).endsWith(":orders");
    }
    assertThat(aws.asked())
        .extracting(a -> a.action() + " " + a.key())
        .containsExactly(
            "AssumeRoleWithWebIdentity ",
            "AssumeRole operator",
            "GetQueueUrl orders",
            "GetQueueAttributes orders");
    assertThat(aws.asked().get(1).parameters())
        .containsEntry("RoleArn", ROLE)
        .containsEntry("RoleSessionName", "shop.loads");
    refused("shop", "queueName: salaries, roleArn: \"" + ROLE + "\"", "salaries");
  }

  @Test
  void whoMayNotAssumeTheRoleIsTold() {
    try (SqsSourceQueue queue = open("shop", "queueName: orders", null)) {
      assertThat(queue.facts().arn()).isNotNull();
    }
    aws.deny();
    try (SqsSourceQueue queue =
        open("shop", "queueName: orders, roleArn: \"" + ROLE + "\"", null)) {
      assertThatThrownBy(queue::facts)
          .hasMessageContaining(
              ROLE + " cannot be assumed with the operator's own identity: AccessDenied")
          .hasMessageContaining("sts:AssumeRole");
    }
  }

  private SqsSourceQueue open(String namespace, String source, @Nullable String deadLetter) {
    QueueTrigger trigger = trigger(namespace, source, deadLetter);
    var sqs = trigger.getSpec().source().sqs();
    SqsSourceQueue queue =
        new SqsSourceQueue(
            connections, QueueAddress.of(namespace, "loads", sqs), Clock.systemUTC());
    if (deadLetter != null) {
      var target = Objects.requireNonNull(trigger.getSpec().deadLetter()).sqs();
      queue.deadLettersTo(QueueAddress.of(namespace, "loads", target, sqs));
    }
    return queue;
  }

  private static QueueTrigger trigger(
      String namespace, String source, @Nullable String deadLetter) {
    String region = source.contains("amazonaws") ? "" : ", region: eu-central-1";
    String yaml =
        """
        metadata: {name: loads, namespace: %s}
        spec:
          source: {sqs: {%s}}
        """
            .formatted(namespace, source + region);
    return Triggers.read(
        deadLetter == null ? yaml : yaml + "  deadLetter: {sqs: {" + deadLetter + "}}\n");
  }

  private static String url(String region, String account, String name) {
    return "queueUrl: \"https://sqs." + region + ".amazonaws.com/" + account + "/" + name + "\"";
  }
}
