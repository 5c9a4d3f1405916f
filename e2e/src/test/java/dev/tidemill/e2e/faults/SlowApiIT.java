package dev.tidemill.e2e.faults;

import static dev.tidemill.e2e.proxy.Fault.Effect.Answer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.proxy.Call;
import dev.tidemill.e2e.proxy.Fault;
import dev.tidemill.e2e.proxy.Fault.Effect;
import dev.tidemill.e2e.proxy.Fault.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An API server that is slow, refuses a fifth of the calls, and ends its watches, for as long as
 * messages come: 10 % are answered 409, 5 % 429 with Retry-After, 5 % 5xx, all others 2 s late.
 */
@Alone
@Order(1)
final class SlowApiIT {
  private static final Duration PERIOD =
      Duration.ofSeconds(Integer.getInteger("tidemill.slow.seconds", 90));
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final int EACH_ROUND = 10;
  private static final Duration LATENCY = Duration.ofSeconds(2);

  @Tag("promise-1.1")
  @Tag("promise-2.1")
  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void nothingIsLostAndItIsDoneInTwiceTheTime(Instance cluster) throws InterruptedException {
    try (FaultRun run = new FaultRun(cluster, "slow");
        Supervised operator = run.operator("only")) {
      operator.awaitLeading();
      hurt(run);
      Instant begin = Instant.now();
      Instant lastSent = begin.plus(PERIOD);
      // undisturbed, the last message's Job may end this long after the first was sent
      Duration undisturbed = PERIOD.plus(Load.LONGEST);
      Instant end = begin.plus(undisturbed.multipliedBy(2));
      Instant round = begin;
      while (round.isBefore(lastSent) || (round.isBefore(end) && !run.done())) {
        if (round.isBefore(lastSent)) {
          run.loads().forEach(l -> l.send(EACH_ROUND));
        }
        run.api().cutWatches();
        round = round.plus(ROUND);
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), round).toMillis()));
      }
      assertThat(run.done()).as("done within twice " + undisturbed).isTrue();
      Duration took = Duration.between(begin, Instant.now());
      run.api().disarm();
      run.settle("10 % 409, 5 % 429, 5 % 5xx, 2 s late, watches cut every 5 s");
      System.out.printf(
          "slow: done in %d s, of %d s undisturbed; %d starts of the operator%n",
          took.toSeconds(), undisturbed.toSeconds(), operator.ends() + 1);
    }
  }

  private static void hurt(FaultRun run) {
    Random random = new Random(4);
    refuse(run, random, 0.10, refusal(409, "Conflict"));
    refuse(run, random, 0.05 / 0.90, refusal(429, "TooManyRequests", Map.of("Retry-After", "1")));
    refuse(run, random, 0.05 / 0.85, refusal(503, "ServiceUnavailable"));
    run.api().arm(Fault.always(_ -> true, Moment.ANSWERED, new Effect.Delay(LATENCY)));
  }

  /** Of those calls that were not refused before. */
  private static void refuse(FaultRun run, Random random, double share, Effect effect) {
    Predicate<Call> some = call -> !call.watch() && random.nextDouble() < share;
    run.api().arm(Fault.always(some, Moment.SENT, effect));
  }
}
