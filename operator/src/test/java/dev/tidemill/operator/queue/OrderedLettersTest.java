package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.kube.CreateGate;
import dev.tidemill.operator.queue.message.DeadLetter;
import dev.tidemill.operator.queue.protocol.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may send the dead letters of a queue. */
class OrderedLettersTest {
  private static final DeadLetter LETTER = new DeadLetter("m", "g", "x", Map.of());

  private final List<DeadLetter> sent = new ArrayList<>();

  @Test
  void thoseOfAFifoQueueAreSentByWhoLeads() {
    letters(true, () -> {}).send(LETTER);
    assertThat(sent).containsExactly(LETTER);
  }

  @Test
  void whoWasDeposedSendsNoneThatHasAnOrder() {
    assertThatThrownBy(() -> letters(true, OrderedLettersTest::deposed).send(LETTER))
        .isInstanceOf(CreateGate.NotLeadingException.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void thoseOfAStandardQueueHaveNone() {
    letters(false, OrderedLettersTest::deposed).send(LETTER);
    assertThat(sent).containsExactly(LETTER);
  }

  private static void deposed() {
    throw new CreateGate.NotLeadingException("the lease has ended");
  }

  private MessageQueue letters(boolean fifo, CreateGate gate) {
    return new OrderedLetters(new Queue(fifo, sent), gate);
  }

  /** Keeps what is sent to it. */
  private record Queue(boolean fifo, List<DeadLetter> sent) implements MessageQueue {
    @Override
    public void delete(List<String> handles) {}

    @Override
    public Set<String> hide(List<String> handles, Duration time) {
      return Set.of();
    }

    @Override
    public void send(DeadLetter letter) {
      sent.add(letter);
    }
  }
}
