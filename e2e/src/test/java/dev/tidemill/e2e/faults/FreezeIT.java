package dev.tidemill.e2e.faults;

import static dev.tidemill.e2e.harness.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.proxy.Fault;
import dev.tidemill.e2e.proxy.Fault.Effect;
import dev.tidemill.e2e.proxy.Fault.Moment;
import dev.tidemill.e2e.proxy.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The leader freezes in the middle of its work, another takes over, and the first wakes up. */
@Alone
@Order(1)
final class FreezeIT {
  private static final int MESSAGES = Integer.getInteger("tidemill.messages", 1000);
  private static final Duration FROZEN =
      Duration.ofSeconds(Integer.getInteger("tidemill.freeze.seconds", 30));
  private static final Duration TAKEOVER = Duration.ofSeconds(25);

  private record Freeze(Point point, Moment moment) {}

  @Tag("promise-1.1")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void theOneThatWakesDoesNoHarm(Instance cluster) throws InterruptedException {
    List<Freeze> freezes =
        List.of(
            new Freeze(Point.JOB_CREATE, Moment.ANSWERED),
            new Freeze(Point.MESSAGE_DELETE, Moment.SENT),
            new Freeze(Point.RECEIVE, Moment.ANSWERED));
    int slice = MESSAGES / (freezes.size() + 1);
    try (FaultRun run = new FaultRun(cluster, "freeze");
        Supervised one = run.operator("one")) {
      one.awaitLeading();
      try (Supervised other = run.operator("other")) {
        other.process().awaitPhase("standing by");
        run.loads().forEach(l -> l.send(slice / 4));
        run.sendOrdered(freezes.size() + 1);
        for (Freeze freeze : freezes) {
          freeze(run, leader(one, other), leader(one, other) == one ? other : one, freeze, slice);
        }
        run.loads().forEach(l -> l.send(MESSAGES - l.sent().size()));
        run.sendOrdered(1);
        run.settle(freezes.size() + " freezes of " + FROZEN.toSeconds() + " s");
        assertThat(one.ends() + other.ends()).isGreaterThanOrEqualTo(freezes.size());
      }
    }
  }

  private static void freeze(
      FaultRun run, Supervised leader, Supervised successor, Freeze freeze, int slice)
      throws InterruptedException {
    boolean sqs = freeze.point() != Point.JOB_CREATE;
    var victim = leader.process();
    Fault fault =
        (sqs ? run.sqs() : run.api())
            .arm(
                Fault.once(
                    freeze.point(), freeze.moment(), new Effect.Strike(victim::freeze, true)));
    run.loads().forEach(l -> l.send(slice));
    run.sendOrdered(4);
    until(Duration.ofSeconds(30), freeze + " struck", fault::spent);
    Instant frozen = Instant.now();
    until(
        TAKEOVER,
        "the other leads",
        () -> successor.process().get("/readyz").body().strip().equals("leading"));
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), frozen.plus(FROZEN)).toMillis()));
    victim.wake();
    assertThat(victim.awaitEnd(Duration.ofSeconds(10))).as("it lost its lease").isNotZero();
    until(
        Duration.ofSeconds(60),
        "started again, it stands by",
        () -> leader.process().get("/readyz").body().strip().equals("standing by"));
  }

  private static Supervised leader(Supervised one, Supervised other) {
    try {
      return one.process().get("/readyz").body().strip().equals("leading") ? one : other;
    } catch (java.io.IOException e) {
      return other;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
