package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** By which names a FIFO queue is asked for messages. */
class ReceiveAttemptsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOURS = Duration.ofHours(12);

  private final SimulatedClock clock = new SimulatedClock();
  private final ReceiveAttempts attempts = new ReceiveAttempts(clock::nanos);

  @Test
  void eachCallHasANameOfItsOwn() {
    assertThat(answered(MINUTE)).isNotEqualTo(answered(MINUTE));
  }

  @Test
  void aCallWhoseAnswerWasLostIsMadeAgainUntilOneComes() {
    String first = failed(MINUTE, noAnswer());
    assertThat(failed(MINUTE, error(503))).isEqualTo(first);
    assertThat(failed(MINUTE, error(403))).isEqualTo(first);
    assertThat(answered(MINUTE)).isEqualTo(first);
    assertThat(answered(MINUTE)).isNotEqualTo(first);
  }

  @Test
  void callsThatAreLostSideBySideAreEachMadeAgain() {
    List<String> names = new ArrayList<>();
    assertThatThrownBy(() ->
            attempts.<String>call(
                MINUTE,
                outer -> {
                  names.add(outer);
                  names.add(failed(MINUTE, noAnswer()));
                  throw noAnswer();
                }))
        .isInstanceOf(SdkClientException.class);
    assertThat(List.of(answered(MINUTE), answered(MINUTE)))
        .containsExactlyInAnyOrderElementsOf(names)
        .doesNotHaveDuplicates();
  }

  @Test
  void aCallThatTheQueueRefusedHasTakenNothing() {
    String refused = failed(MINUTE, error(400));
    assertThat(answered(MINUTE)).isNotEqualTo(refused);
  }

  @Test
  void aNameThatTheQueueTakesNoMoreIsReplacedAtOnce() {
    String first = failed(MINUTE, noAnswer());
    Function<String, String> picky =
        id -> {
          if (id.equals(first)) {
            throw error(400);
          }
          return id;
        };
    assertThat(attempts.call(MINUTE, picky)).isNotEqualTo(first);
    assertThat(answered(MINUTE)).isNotEqualTo(first);
  }

  @Test
  void whatMayHaveComeBackByItselfIsNotAskedForByItsName() {
    String first = failed(MINUTE, noAnswer());
    clock.advance(MINUTE.minusSeconds(6));
    assertThat(failed(MINUTE, noAnswer())).isEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    assertThat(answered(MINUTE)).isNotEqualTo(first);
  }

  @Test
  void theQueueKnowsANameForFiveMinutes() {
    String first = failed(HOURS, noAnswer());
    clock.advance(Duration.ofMinutes(4));
    assertThat(failed(HOURS, noAnswer())).isEqualTo(first);
    clock.advance(MINUTE);
    assertThat(answered(HOURS)).isNotEqualTo(first);
  }

  private String answered(Duration visibility) {
    return attempts.call(visibility, id -> id);
  }

  private String failed(Duration visibility, SdkException error) {
    List<String> names = new ArrayList<>();
    assertThatThrownBy(() ->
            attempts.<String>call(
                visibility,
                id -> {
                  names.add(id);
                  throw error;
                }))
        .isSameAs(error);
    assertThat(names).hasSize(1);
    return names.getFirst();
  }

  private static SdkException noAnswer() {
    return SdkClientException.create("the connection ended");
  }

  private static SdkException error(int status) {
    return (SdkException) SqsException.builder().statusCode(status).message("no").build();
  }
}
