package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import org.junit.jupiter.api.Test;

/** For how long a trigger is worked for. */
class QueueTriggerReconcilerTest {
  @Test
  void aTriggerThatIsBeingDeletedOrWasMadeAnewEnds() {
    QueueTrigger trigger = Triggers.trigger().build();
    assertThat(QueueTriggerReconciler.stays(trigger, Triggers.UID)).isTrue();
    assertThat(QueueTriggerReconciler.stays(trigger, "another")).isFalse();
    trigger.getMetadata().setDeletionTimestamp("2026-11-23T06:00:00Z");
    assertThat(QueueTriggerReconciler.stays(trigger, Triggers.UID)).isFalse();
  }
}
