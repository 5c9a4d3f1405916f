package dev.tidemill.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which queues are listed for which namespaces. */
class OwnIdentityTest {
  private static final OwnIdentity OWN =
      new OwnIdentity(
          List.of(
              new OwnIdentity.Grant(
                  "shop",
                  List.of(
                      "arn:aws:sqs:eu-central-1:123456789012:orders",
                      "arn:aws:sqs:eu-central-1:123456789012:shop-*")),
              new OwnIdentity.Grant("team-*", List.of("arn:aws:sqs:*:210987654321:*-jobs"))));

  @ParameterizedTest
  @CsvSource({
    "shop, arn:aws:sqs:eu-central-1:123456789012:orders, true",
    "shop, arn:aws:sqs:eu-central-1:123456789012:orders-2, false",
    "shop, arn:aws:sqs:eu-central-1:123456789012:shop-dead, true",
    "shop, arn:aws:sqs:eu-west-1:123456789012:orders, false",
    "shop, arn:aws:sqs:eu-central-1:999999999999:orders, false",
    "shop, arn:aws:sqs:eu-central-1:999999999999:shop-a:shop-b, false",
    "shopping, arn:aws:sqs:eu-central-1:123456789012:orders, false",
    "team-a, arn:aws:sqs:us-east-1:210987654321:night-jobs, true",
    "team-a, arn:aws:sqs:eu-central-1:123456789012:orders, false",
    "team-, arn:aws:sqs:us-east-1:210987654321:night.jobs, false",
    "a-team-a, arn:aws:sqs:us-east-1:210987654321:night-jobs, false"
  })
  void aQueueIsAllowedByItsArn(String namespace, String arn, boolean allowed) {
    assertThat(OWN.allows(namespace, arn)).isEqualTo(allowed);
  }

  @Test
  void anAsteriskDoesNotCrossAColon() {
    assertThat(OWN.allows("team-a", "arn:aws:sqs:us-east-1:x:210987654321:a-jobs")).isFalse();
  }

  @Test
  void whatIsNotKnownYetMayBeAllowed() {
    assertThat(OWN.mayAllow("shop", "eu-central-1", null, "orders")).isTrue();
    assertThat(OWN.mayAllow("shop", "eu-central-1", "999999999999", "orders")).isFalse();
    assertThat(OWN.mayAllow("shop", "eu-west-1", null, "orders")).isFalse();
    assertThat(OWN.mayAllow("shop", "eu-central-1", null, "night-jobs")).isFalse();
    assertThat(OwnIdentity.NONE.mayAllow("shop", "eu-central-1", null, "orders")).isFalse();
  }
}
