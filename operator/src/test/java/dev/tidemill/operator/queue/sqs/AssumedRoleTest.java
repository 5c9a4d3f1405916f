package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a session is called. */
class AssumedRoleTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/orders";

  @Test
  void itNamesNamespaceAndTrigger() {
    assertThat(AssumedRole.of(ROLE, "shop", "file-loads").session()).isEqualTo("shop.file-loads");
    assertThat(AssumedRole.of(ROLE, "a", "b").session()).isEqualTo("a.b");
  }

  @Test
  void aLongOneIsCutAndStaysUnique() {
    String one = AssumedRole.of(ROLE, "n".repeat(63), "x".repeat(253)).session();
    String other = AssumedRole.of(ROLE, "n".repeat(63), "x".repeat(252) + "y").session();
    assertThat(one).hasSize(64).matches("[\\w+=,.@-]{2,64}").startsWith("nnn");
    assertThat(other).isNotEqualTo(one).hasSize(64);
    assertThat(AssumedRole.of(ROLE, "n".repeat(30), "x".repeat(33)).session()).hasSize(64);
  }
}
