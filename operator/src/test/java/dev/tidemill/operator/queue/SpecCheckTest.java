package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.message.MessageParameters;
import dev.tidemill.operator.queue.sqs.QueueAddress;
import dev.tidemill.operator.queue.sqs.QueueException;
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

  @Test
  void celThatIsWrongIsSaidWithItsRoute() {
    assertThat(SpecCheck.policy(routed("message.body == 'x'")).conditions()).containsKey("odd");
    assertThatThrownBy(() -> SpecCheck.policy(routed("message.text == 'x'")))
        .isInstanceOfSatisfying(
            QueueException.class,
            e -> {
              assertThat(e.obstacle().reason()).isEqualTo("InvalidSpec");
              assertThat(e.obstacle().message())
                  .startsWith("the cel of route odd is wrong: line 1, column")
                  .contains("undeclared reference");
            });
  }

  @Test
  void delayedMessagesNeedAStandardQueueWhateverItsName() {
    Triggers trigger =
        Triggers.trigger()
            .with(
                "source: {sqs: {queueUrl: \"http://sqs/q\", region: eu-central-1, endpoint:"
                    + " \"http://sqs\", credentialsSecretRef: {name: aws}}}");
    QueueTrigger plain = trigger.build();
    QueueTrigger timed = trigger.with("notBefore: {jsonPointer: /at}").build();
    QueueAddress address = SpecCheck.source(plain);
    SpecCheck.fits(plain, address, true);
    SpecCheck.fits(timed, address, false);
    assertThatThrownBy(() -> SpecCheck.fits(timed, address, true))
        .isInstanceOfSatisfying(
            QueueException.class,
            e -> {
              assertThat(e.obstacle().lasting()).isTrue();
              assertThat(e.obstacle().message())
                  .startsWith("notBefore cannot be used with the FIFO queue")
                  .endsWith("remove notBefore, or use a standard queue");
            });
  }

  private static QueueTrigger routed(String cel) {
    return Triggers.trigger()
        .with("routes: [{name: odd, match: {cel: \"" + cel + "\"}, action: Delete}]")
        .build();
  }

  private static Triggers with(String parameter) {
    return Triggers.trigger().with("parameters: [{name: P, " + parameter + "}]");
  }
}
