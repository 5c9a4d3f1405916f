package dev.tidemill.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.kube.CreateGate.NotLeadingException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseClockTest {
  private final AtomicLong nanos = new AtomicLong(-7);
  private final LeaseClock clock =
      new LeaseClock(nanos::get, Duration.ofSeconds(15), Duration.ofSeconds(4));

  @Test
  void nothingPassesBeforeTheFirstRenewal() {
    assertThatThrownBy(clock::check).isInstanceOf(NotLeadingException.class);
  }

  @Test
  void aCreatePassesWhileTheLeaseOutlastsARequest() {
    clock.renewedAt(clock.now());
    pass(Duration.ofMillis(10_999));
    assertThatCode(clock::check).doesNotThrowAnyException();
  }

  @Test
  void aCreateIsHeldBackWhenTheLeaseMayEndBeforeTheRequest() {
    clock.renewedAt(clock.now());
    pass(Duration.ofSeconds(11));
    assertThatThrownBy(clock::check)
        .isInstanceOf(NotLeadingException.class)
        .hasMessageContaining("4000 ms of the lease are left");
  }

  @Test
  void theLeaseCountsFromBeforeTheRequestThatRenewedIt() {
    long sent = clock.now();
    pass(Duration.ofSeconds(3));
    clock.renewedAt(sent);
    assertThat(clock.age()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void nothingPassesOnceTheLeaseIsGivenBack() {
    clock.renewedAt(clock.now());
    clock.giveUp();
    assertThatThrownBy(clock::check).isInstanceOf(NotLeadingException.class);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
