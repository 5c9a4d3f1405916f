package dev.tidemill.e2e.faults;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.proxy.Call;
import dev.tidemill.e2e.proxy.Fault;
import dev.tidemill.e2e.proxy.Fault.Effect;
import dev.tidemill.e2e.proxy.Fault.Moment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages are delivered twice, and once more when nothing is left of their Jobs. */
@Alone
@Order(3)
final class RedeliveryIT {
  private static final int MESSAGES = Integer.getInteger("tidemill.messages", 1000) / 5;

  /** Of the calls; and of the messages, in percent, at least. */
  private static final double SHARE = 0.5;

  private static final int LEAST = 30;

  @Tag("promise-1.1")
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void eachMessageHasOneJob(Instance cluster) {
    try (FaultRun run = new FaultRun(cluster, "again");
        Supervised operator = run.operator("only")) {
      operator.awaitLeading();
      List<Redelivery> twice =
          run.loads().stream().map(l -> new Redelivery(l.queueName(), l.name().length())).toList();
      twice.forEach(t -> {
        run.sqs().arm(sent(c -> t.sometimes(c, SHARE), t::again));
        run.sqs().arm(Fault.always(t::receives, Moment.ANSWERED, new Effect.Shown(t::keep)));
      });
      int few = MESSAGES / 10;
      for (int i = 0; i < 10; i++) {
        run.loads().forEach(l -> l.send(few));
      }
      run.settle("some delivered twice");
      int during = twice.stream().mapToInt(Redelivery::messages).sum();
      assertThat(during).isGreaterThanOrEqualTo(LEAST * run.loads().size() * MESSAGES / 100);
      int jobs = run.witness().jobs();
      run.sqs().disarm();
      twice.forEach(t -> run.sqs().arm(sent(t::more, _ -> t.each())));
      usually("all are delivered again", () -> assertThat(twice).allMatch(Redelivery::over));
      usually(
          "they are not worked on",
          () ->
              run.loads()
                  .forEach(l ->
                      assertThat(
                              run.workspace()
                                  .get(Kind.QUEUE_TRIGGER, l.name())
                                  .number("/status/inFlight"))
                          .isZero()));
      run.settle("all delivered again without their Jobs");
      assertThat(run.witness().jobs()).isEqualTo(jobs);
      assertThat(operator.ends()).isZero();
      System.out.printf(
          "again: %d messages, %d delivered again at once and %d after their Jobs: %d Jobs%n",
          run.loads().stream().mapToInt(l -> l.sent().size()).sum(),
          during,
          twice.stream().mapToInt(Redelivery::messages).sum() - during,
          jobs);
    }
  }

  private static Fault sent(Predicate<Call> which, Function<Call, byte[]> answer) {
    return Fault.always(which, Moment.SENT, new Effect.Instead(answer));
  }
}
