package dev.tidemill.e2e.faults;

import static dev.tidemill.e2e.harness.Eventually.within;
import static dev.tidemill.e2e.proxy.Fault.Effect.Answer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.proxy.Call;
import dev.tidemill.e2e.proxy.Fault;
import dev.tidemill.e2e.proxy.Fault.Effect;
import dev.tidemill.e2e.proxy.Fault.Moment;
import dev.tidemill.e2e.proxy.Point;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The servers answer slowly, wrongly, twice or not at all, and then well again. */
@Alone
@Order(3)
final class BrokenServersIT {
  private static final int MESSAGES = Integer.getInteger("tidemill.messages", 1000) / 5;
  private static final int FAULTS = 40;

  @Tag("promise-1.1")
  @Tag("promise-2.1")
  @Test
  @Timeout(value = 12, unit = TimeUnit.MINUTES)
  void nothingIsLostAndNothingRunsTwice(Instance cluster) throws InterruptedException {
    try (FaultRun run = new FaultRun(cluster, "broken");
        Supervised operator = run.operator("only")) {
      operator.awaitLeading();
      apiFaults(run);
      queueFaults(run);
      for (int i = 0; i < 10; i++) {
        run.loads().forEach(l -> l.send(MESSAGES / 10));
        Thread.sleep(Duration.ofSeconds(1));
        run.api().cutWatches();
      }
      run.api().disarm();
      run.sqs().disarm();
      queueAway(run);
      run.settle("broken answers of both servers");
      assertThat(operator.process().alive()).isTrue();
    }
  }

  /**
   * Every hundredth of a second counts: a request may have been done although its answer is lost.
   */
  private static void apiFaults(FaultRun run) {
    Predicate<Call> writes = c -> !c.method().equals("GET") && !Point.LEASE_WRITE.is(c);
    arm(run, true, sometimes(writes, 1), Moment.SENT, refusal(429, "TooManyRequests"));
    arm(run, true, sometimes(writes, 2), Moment.SENT, refusal(500, "InternalError"));
    arm(run, true, sometimes(writes, 3), Moment.SENT, refusal(503, "ServiceUnavailable"));
    arm(run, true, sometimes(writes, 4), Moment.ANSWERED, new Effect.Cut());
    arm(run, true, sometimes(writes, 5), Moment.SENT, new Effect.Cut());
    arm(run, true, sometimes(Point.STATUS_PATCH::is, 6), Moment.SENT, refusal(409, "Conflict"));
    arm(run, true, sometimes(Point.JOB_CREATE::is, 7), Moment.SENT, new Effect.Twice());
    arm(run, true, sometimes(writes, 8), Moment.ANSWERED, new Effect.Delay(Duration.ofSeconds(2)));
  }

  private static void queueFaults(FaultRun run) {
    arm(run, false, sometimes(Point.RECEIVE::is, 11), Moment.ANSWERED, new Effect.Cut());
    arm(run, false, sometimes(Point.MESSAGE_DELETE::is, 12), Moment.ANSWERED, new Effect.Cut());
    arm(run, false, sometimes(Point.MESSAGE_DELETE::is, 13), Moment.SENT, new Effect.Cut());
    arm(run, false, sometimes(Point.MESSAGE_DELETE::is, 14), Moment.SENT, new Effect.Twice());
    arm(run, false, sometimes(Point.VISIBILITY::is, 15), Moment.SENT, new Effect.Answer(500, "{}"));
    arm(run, false, sometimes(Point.DEAD_LETTER_SEND::is, 16), Moment.ANSWERED, new Effect.Cut());
    arm(run, false, sometimes(c -> true, 17), Moment.SENT, new Effect.Answer(503, "{}"));
  }

  private static void queueAway(FaultRun run) throws InterruptedException {
    run.sqs().away(true);
    within(
        Duration.ofSeconds(60),
        "a queue that cannot be reached is said within a minute",
        () ->
            assertThat(
                    run.workspace().get(Kind.QUEUE_TRIGGER, "created").condition("Ready").status())
                .isEqualTo("False"));
    run.sqs().away(false);
    run.loads().forEach(l -> l.send(10));
  }

  private static void arm(
      FaultRun run, boolean api, Predicate<Call> matcher, Moment moment, Effect effect) {
    (api ? run.api() : run.sqs()).arm(Fault.times(FAULTS, matcher, moment, effect));
  }

  private static Predicate<Call> sometimes(Predicate<Call> matcher, int seed) {
    Random random = new Random(seed);
    return call -> matcher.test(call) && random.nextInt(12) == 0;
  }
}
