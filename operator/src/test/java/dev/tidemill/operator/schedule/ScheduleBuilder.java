package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.api.v1alpha1.CatchUp;
import dev.tidemill.api.v1alpha1.CatchUpPolicy;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.api.v1alpha1.Engine;
import dev.tidemill.api.v1alpha1.ScheduleParameter;
import dev.tidemill.api.v1alpha1.ScheduleParameterSource;
import dev.tidemill.operator.plan.Labels;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpecBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds schedules for tests: named etl, with UID u-etl, created on 2026-03-02 at 10:00. */
final class ScheduleBuilder {
  static final String CREATED = "2026-03-02T10:00:00Z";

  private @Nullable String schedule;
  private @Nullable String timeZone;
  private boolean suspend;
  private ConcurrencyPolicy policy = ConcurrencyPolicy.ALLOW;
  private @Nullable Long deadline;
  private @Nullable Integer ttl;
  private @Nullable CatchUp catchUp;
  private final List<ScheduleParameter> parameters = new ArrayList<>();
  private Engine engine = Engine.TIDEMILL;
  private int successes = 3;
  private int failures = 1;
  private long generation = 1;
  private String image = "busybox:1.35";
  private @Nullable String editedAt;
  private @Nullable BatchScheduleStatus status;
  private final Map<String, String> annotations = new HashMap<>();

  static ScheduleBuilder at(String schedule) {
    var builder = new ScheduleBuilder();
    builder.schedule = schedule;
    return builder;
  }

  static ScheduleBuilder byHand() {
    return new ScheduleBuilder();
  }

  ScheduleBuilder zone(String name) {
    timeZone = name;
    return this;
  }

  ScheduleBuilder edited(String newSchedule) {
    schedule = newSchedule;
    generation++;
    return this;
  }

  /** As the API server tells it of the writer of the timing. */
  ScheduleBuilder writtenAt(String time) {
    editedAt = time;
    return this;
  }

  ScheduleBuilder image(String newImage) {
    image = newImage;
    generation++;
    return this;
  }

  ScheduleBuilder suspended(boolean value) {
    suspend = value;
    generation++;
    return this;
  }

  ScheduleBuilder policy(ConcurrencyPolicy value) {
    policy = value;
    return this;
  }

  boolean forbids() {
    return policy == ConcurrencyPolicy.FORBID;
  }

  ScheduleBuilder ttl(int seconds) {
    ttl = seconds;
    return this;
  }

  ScheduleBuilder pattern(String pattern) {
    parameters.clear();
    generation++;
    return scheduledTime("DAY", pattern);
  }

  ScheduleBuilder noRun() {
    annotations.clear();
    return this;
  }

  ScheduleBuilder deadline(long seconds) {
    deadline = seconds;
    return this;
  }

  ScheduleBuilder catchUp(CatchUpPolicy value) {
    catchUp = new CatchUp(value);
    return this;
  }

  ScheduleBuilder parameter(String name, String value) {
    parameters.add(new ScheduleParameter(name, value, null));
    return this;
  }

  ScheduleBuilder scheduledTime(String name, String pattern) {
    parameters.add(new ScheduleParameter(name, null, new ScheduleParameterSource(pattern)));
    return this;
  }

  ScheduleBuilder engine(Engine value) {
    engine = value;
    return this;
  }

  ScheduleBuilder history(int succeeded, int failed) {
    successes = succeeded;
    failures = failed;
    return this;
  }

  ScheduleBuilder run(String value) {
    annotations.put(Labels.RUN, value);
    return this;
  }

  ScheduleBuilder runParameters(String json) {
    annotations.put(Labels.RUN_PARAMETERS, json);
    return this;
  }

  ScheduleBuilder status(@Nullable BatchScheduleStatus value) {
    status = value;
    return this;
  }

  BatchSchedule build() {
    var resource = new BatchSchedule();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withName("etl")
            .withNamespace("jobs")
            .withUid("u-etl")
            .withGeneration(generation)
            .withCreationTimestamp(CREATED)
            .withAnnotations(annotations)
            .build());
    resource.setSpec(
        new BatchScheduleSpec(
            schedule,
            timeZone,
            suspend,
            policy,
            deadline,
            catchUp,
            template(),
            null,
            parameters,
            engine,
            successes,
            failures));
    if (status != null) {
      resource.setStatus(status);
    }
    if (editedAt != null) {
      resource.getMetadata().setManagedFields(List.of(writer(editedAt)));
    }
    return resource;
  }

  private static ManagedFieldsEntry writer(String time) {
    var fields = new FieldsV1();
    fields.setAdditionalProperty("f:spec", Map.of("f:schedule", Map.of()));
    return new ManagedFieldsEntryBuilder().withTime(time).withFieldsV1(fields).build();
  }

  private JobTemplateSpec template() {
    return new JobTemplateSpecBuilder()
        .withNewSpec()
        .withTtlSecondsAfterFinished(ttl)
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
