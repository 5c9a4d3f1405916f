package dev.tidemill.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.Eventually;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.proxy.Call;
import dev.tidemill.e2e.proxy.Fault;
import dev.tidemill.e2e.proxy.Fault.Effect;
import dev.tidemill.e2e.proxy.Fault.Moment;
import dev.tidemill.e2e.proxy.FaultProxy;
import dev.tidemill.e2e.proxy.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator is killed at random and at each point where a crash matters. */
@Alone
@Order(1)
final class KillIT {
  private static final int MESSAGES = Integer.getInteger("tidemill.messages", 1000);
  private static final int KILLS = Integer.getInteger("tidemill.kills", 10);

  /** How often to strike at each point and moment. */
  private static final int STRIKES = Integer.getInteger("tidemill.strikes", 1);

  private static final Duration STRIKE = Duration.ofSeconds(20);

  /** Those that need time to come about, such as the removal of finished Jobs, come last. */
  private static final List<Point> POINTS =
      List.of(
          Point.RECEIVE,
          Point.PAYLOAD_CREATE,
          Point.JOB_CREATE,
          Point.MESSAGE_DELETE,
          Point.DEAD_LETTER_SEND,
          Point.STATUS_PATCH,
          Point.VISIBILITY,
          Point.LEDGER_WRITE,
          Point.JOB_START,
          Point.JOB_DELETE);

  @Tag("promise-1.1")
  @Tag("promise-2.1")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void nothingIsLostAndNothingRunsTwice(Instance cluster) throws InterruptedException {
    Random random = new Random(20261123);
    try (FaultRun run = new FaultRun(cluster, "kill");
        Supervised operator = run.operator("only")) {
      operator.awaitLeading();
      int slices = KILLS + POINTS.size() * Moment.values().length * STRIKES;
      int slice = Math.max(1, MESSAGES / slices);
      for (int i = 0; i < KILLS; i++) {
        run.loads().forEach(l -> l.send(slice));
        run.sendOrdered(slices);
        Thread.sleep(random.nextInt(1_500));
        operator.kill();
        operator.awaitLeading();
      }
      List<Fault> faults = new ArrayList<>();
      for (Point point : POINTS) {
        for (Moment moment : Moment.values()) {
          for (int i = 0; i < STRIKES; i++) {
            Load load = chosen(run, point, faults.size());
            faults.add(strike(run, operator, load, point, moment, slice));
          }
        }
      }
      for (Load load : run.loads()) {
        load.send(MESSAGES - load.sent().size());
      }
      run.sendOrdered(1);
      run.settle(operator.ends() + " kill -9");
      long struck = faults.stream().filter(Fault::spent).count();
      assertThat(struck)
          .as("crash points that came about")
          .isGreaterThanOrEqualTo(faults.size() * 3L / 4);
    }
  }

  private static Fault strike(
      FaultRun run, Supervised operator, Load load, Point point, Moment moment, int slice) {
    FaultProxy proxy = onSqs(point) ? run.sqs() : run.api();
    int before = operator.ends();
    Fault fault =
        proxy.arm(
            Fault.times(
                1,
                call -> point.is(call) && about(call, load),
                moment,
                new Effect.Strike(operator::kill, false)));
    load.send(slice);
    run.sendOrdered(KILLS + POINTS.size() * Moment.values().length * STRIKES);
    try {
      Eventually.until(STRIKE, point + " " + moment, fault::spent);
      Eventually.until(STRIKE, "killed", () -> operator.ends() > before);
    } catch (ConditionTimeoutException later) {
      System.out.println(point + " " + moment + " of " + load.name() + " has yet to come");
    }
    operator.awaitLeading();
    return fault;
  }

  /**
   * The load at whose calls to strike: now one, now the other, but that a message which was deleted
   * when its Job was created is never hidden again.
   */
  private static Load chosen(FaultRun run, Point point, int number) {
    List<Load> possible =
        run.loads().stream().filter(l -> point != Point.VISIBILITY || l.holds()).toList();
    return possible.get(number % possible.size());
  }

  private static boolean onSqs(Point point) {
    return switch (point) {
      case RECEIVE, MESSAGE_DELETE, VISIBILITY, DEAD_LETTER_SEND -> true;
      case PAYLOAD_CREATE,
          JOB_CREATE,
          JOB_START,
          LEDGER_WRITE,
          JOB_DELETE,
          STATUS_PATCH,
          LEASE_WRITE ->
          false;
    };
  }

  private static boolean about(Call call, Load load) {
    return call.text().contains(load.queueName())
        || call.path().contains("/" + load.name())
        || call.text().contains("\"" + load.name() + "\"");
  }
}
