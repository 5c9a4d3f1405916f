package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.CatchUpPolicy;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No crash between any two calls doubles or loses a tick, whatever the policies. */
class TickPropertyTest {
  private static final int WORLDS = 80;
  private static final int STEPS = 200;
  private static final List<String> SCHEDULES =
      List.of("* * * * *", "*/5 * * * *", "@every 7m", "0,1,2,30 * * * *", "13 10-14 * * *");

  @Test
  void everyTickIsMadeOnceOrCountedAsMissed() {
    long first = Long.getLong("tidemill.seed", 1);
    int created = 0;
    for (long seed = first; seed < first + WORLDS; seed++) {
      var simulation = new TickSimulation(seed, builder(new Random(seed)));
      simulation.run(STEPS);
      assertThat(simulation.violations()).as("-Dtidemill.seed=%d", seed).isEmpty();
      created += simulation.created();
    }
    assertThat(created).as("runs in all worlds").isGreaterThan(WORLDS * 5);
  }

  private static ScheduleBuilder builder(Random random) {
    var builder = ScheduleBuilder.at(SCHEDULES.get(random.nextInt(SCHEDULES.size())));
    builder.policy(
        List.of(ConcurrencyPolicy.ALLOW, ConcurrencyPolicy.FORBID, ConcurrencyPolicy.REPLACE)
            .get(random.nextInt(3)));
    builder.history(random.nextInt(3), random.nextInt(2));
    if (random.nextBoolean()) {
      builder.ttl(0);
    }
    if (random.nextInt(3) == 0) {
      builder.deadline(random.nextInt(600));
    }
    if (random.nextInt(3) == 0) {
      builder.catchUp(random.nextBoolean() ? CatchUpPolicy.NONE : CatchUpPolicy.LATEST);
    }
    return builder;
  }
}
