package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.queue.message.MessageParameters;
import org.junit.jupiter.api.Test;

/** What no schema can tell of a spec. */
class SpecCheckTest {
  private static final String MOST = "€".repeat(MessageParameters.MAX_BYTES / 3);

  @Test
  void aValueThatNoProgramCanBeStartedWithIsSaidBeforeAMessageComes() {
    assertThat(SpecCheck.policy(with("value: " + MOST).build())).isNotNull();
    assertThatThrownBy(() -> SpecCheck.policy(with("value: " + MOST + "€").build()))
        .hasMessageContaining("the value of parameter P has more bytes");
    assertThatThrownBy(
            () -> SpecCheck.policy(with("from: {attribute: a}, default: " + MOST + "€").build()))
        .hasMessageContaining("the default of parameter P has more bytes");
  }

  private static Triggers with(String parameter) {
    return Triggers.trigger().with("parameters: [{name: P, " + parameter + "}]");
  }
}
