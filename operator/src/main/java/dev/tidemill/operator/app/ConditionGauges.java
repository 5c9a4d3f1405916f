package dev.tidemill.operator.app;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts, at each scrape and from the caches, the objects of a kind that need a look. */
final class ConditionGauges {
  private ConditionGauges() {}

  /** Registers the gauges of all kinds that the operator serves. */
  static void register(Operator operator, MeterRegistry meters) {
    operator
        .getRegisteredControllers()
        .forEach(controller -> register((Controller<?>) controller, meters));
  }

  private static void register(Controller<?> controller, MeterRegistry meters) {
    String kind = HasMetadata.getKind(controller.getConfiguration().getResourceClass());
    Gauge.builder("tidemill.not.ready", controller, c -> count(c, "Ready", "False"))
        .description("Objects whose condition Ready is False")
        .tag("kind", kind)
        .register(meters);
    Gauge.builder("tidemill.stalled", controller, c -> count(c, "Stalled", "True"))
        .description("Objects whose condition Stalled is True")
        .tag("kind", kind)
        .register(meters);
  }

  private static long count(Controller<?> controller, String type, String status) {
    return controller
        .getEventSourceManager()
        .getControllerEventSource()
        .list(object ->
            Conditions.find(conditions(object), type)
                .filter(condition -> status.equals(condition.getStatus()))
                .isPresent())
        .count();
  }

  private static List<Condition> conditions(HasMetadata object) {
    return switch (object) {
      case BatchSchedule s when s.getStatus() != null -> s.getStatus().conditions();
      case QueueTrigger t when t.getStatus() != null -> t.getStatus().conditions();
      case JobChain c when c.getStatus() != null -> c.getStatus().conditions();
      default -> List.of();
    };
  }
}
