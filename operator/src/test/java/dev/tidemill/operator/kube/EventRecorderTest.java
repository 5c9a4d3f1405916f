package dev.tidemill.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.Notice;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventRecorderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T03:00:00Z"), ZoneOffset.UTC);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void theNameOfAnEventFitsWhateverItsObjectIsCalled() throws IOException {
    String name = "a".repeat(230) + "-----.-" + "b".repeat(16);
    try (var api = new FakeApi(201);
        var events = recorder(api)) {
      events.record(schedule(name), Notice.normal("RunStarted", "it was started"));
      await().until(() -> !api.bodies.isEmpty());
      String made = event(api).getMetadata().getName();
      assertThat(made).hasSizeLessThanOrEqualTo(253).matches("a{230}[.][0-9a-f]{16}");
    }
  }

  @Test
  void aLongMessageIsCutBetweenTwoCharacters() throws IOException {
    try (var api = new FakeApi(201);
        var events = recorder(api)) {
      events.record(schedule("a"), Notice.normal("RunStarted", "x" + "😀".repeat(1_000)));
      await().until(() -> !api.bodies.isEmpty());
      String message = event(api).getMessage();
      assertThat(message).hasSize(1_023);
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
    }
  }

  @Test
  void aLastingRefusalIsLoggedOnce() throws IOException {
    var log = (Logger) LoggerFactory.getLogger(EventRecorder.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try (var api = new FakeApi(403);
        var events = recorder(api)) {
      for (int i = 0; i < 20; i++) {
        events.record(schedule("a"), Notice.warning("RunFailed", "run " + i));
      }
      await().until(() -> api.bodies.size() == 20);
      await().until(() -> !lines.list.isEmpty());
      assertThat(lines.list).hasSize(1);
      assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    } finally {
      log.detachAppender(lines);
    }
    assertThat(
            meters
                .get("tidemill.warnings")
                .tags("kind", "BatchSchedule", "reason", "RunFailed")
                .counter()
                .count())
        .isEqualTo(20);
  }

  private EventRecorder recorder(FakeApi api) {
    return new EventRecorder(api.client(), CLOCK, "test", meters);
  }

  private static Event event(FakeApi api) {
    return api.client().getKubernetesSerialization().unmarshal(api.bodies.getFirst(), Event.class);
  }

  private static BatchSchedule schedule(String name) {
    var schedule = new BatchSchedule();
    schedule.setMetadata(
        new ObjectMetaBuilder().withNamespace("default").withName(name).withUid("u").build());
    return schedule;
  }
}
