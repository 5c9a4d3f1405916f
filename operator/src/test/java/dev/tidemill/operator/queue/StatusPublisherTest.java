package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.QueueTriggerStatus;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.FakeApi;
import dev.tidemill.operator.kube.StatusWriter;
import dev.tidemill.operator.plan.Conditions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a trigger's status is written. */
class StatusPublisherTest {
  private static final Instant BEFORE = Instant.parse("2026-11-23T05:00:00Z");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);

  @Test
  void whatIsSaidOfASpecThatCannotBeReadIsNotOverwritten() throws IOException {
    try (var api = new FakeApi(200)) {
      Cluster cluster = cluster(api);
      StatusPublisher publisher = new StatusPublisher(cluster, null);
      QueueTrigger trigger = Triggers.trigger().build();
      Troubles troubles = new Troubles(cluster.clock());
      publisher.hold();
      publisher.publish(trigger, null, troubles);
      assertThat(api.bodies()).isEmpty();
      publisher.release(stalled());
      publisher.publish(trigger, null, troubles);
      assertThat(api.bodies()).hasSize(1);
      assertThat(api.bodies().getFirst())
          .contains("Receiving", CLOCK.instant().toString())
          .doesNotContain(BEFORE.toString());
    }
  }

  private static QueueTriggerStatus stalled() {
    return new QueueTriggerStatus(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new Conditions(List.of(), BEFORE, 1L)
            .set("Ready", false, "Unreadable", "why")
            .set("Stalled", true, "Unreadable", "why")
            .list());
  }

  @SuppressWarnings("NullAway") // of the outside only this is used
  private static Cluster cluster(FakeApi api) {
    var statuses = new StatusWriter(api.client());
    return new Cluster(api.client(), null, statuses, null, null, null, CLOCK, null);
  }
}
