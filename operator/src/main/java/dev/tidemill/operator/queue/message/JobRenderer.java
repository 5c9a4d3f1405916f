package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.AcknowledgeMode;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.ChildNames;
import dev.tidemill.operator.plan.EnvironmentVariables;
import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.ScheduledTime;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders the Job of one attempt: everything that is known of the message, in one object. */
public final class JobRenderer {
  private static final int KEY_BYTES = 16;

  private JobRenderer() {}

  /** What stands for a message of a trigger: 128 bits as 32 hexadecimal digits. */
  public static String key(String triggerUid, String messageId) {
    return Hashes.hex(KEY_BYTES, triggerUid, messageId);
  }

  /**
   * The name of an attempt's Job or JobChain; the same attempt has the same name whoever computes
   * it.
   */
  public static String name(String trigger, String key, int attempt) {
    return ChildNames.join(trigger, key + "-" + attempt, ChildNames.JOB_MAX);
  }

  /** Renders the Job. */
  static Job render(QueueTrigger trigger, Run run, JobTemplateSpec template) {
    ObjectMeta given = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
    Map<String, String> variables = variables(run);
    variables.putAll(run.recipe().parameters(run.parameters()));
    JobSpec spec = spec(trigger, run, template.getSpec(), variables);
    ExitCodes.put(spec, trigger.getSpec().exitCodes());
    return new JobBuilder().withMetadata(metadata(trigger, run, given)).withSpec(spec).build();
  }

  /** The metadata of an attempt's object, with all that must be known of its message. */
  static ObjectMeta metadata(QueueTrigger trigger, Run run, ObjectMeta given) {
    String name = trigger.getMetadata().getName();
    return new ObjectMetaBuilder()
        .withName(name(name, run.key(), run.attempt()))
        .withNamespace(trigger.getMetadata().getNamespace())
        .withLabels(given.getLabels())
        .addToLabels(Labels.MANAGED_BY, Labels.TIDEMILL)
        .addToLabels(Labels.QUEUE_TRIGGER, Labels.valueFor(name))
        .withAnnotations(given.getAnnotations())
        .removeFromAnnotations(JobAnnotations.EXIT_ACTIONS)
        .removeFromAnnotations(JobAnnotations.SCHEDULE)
        .removeFromAnnotations(JobAnnotations.SUPERSEDE_KEY)
        .removeFromAnnotations(JobAnnotations.RECEIVED_BODY)
        .removeFromAnnotations(JobAnnotations.RECEIVED_ATTRIBUTES)
        .removeFromAnnotations(JobAnnotations.HELD)
        .removeFromAnnotations(JobAnnotations.MESSAGE_GROUP)
        .removeFromAnnotations(JobAnnotations.SEQUENCE_NUMBER)
        .addToAnnotations(facts(trigger, run))
        .withOwnerReferences(Owners.reference(trigger))
        .build();
  }

  /** The spec of a Job whose pods have the message and these variables. */
  static JobSpec spec(
      QueueTrigger trigger, Run run, JobSpec template, Map<String, String> variables) {
    String name = trigger.getMetadata().getName();
    JobSpec spec =
        new JobSpecBuilder(template)
            .withTtlSecondsAfterFinished(null)
            .editOrNewTemplate()
            .editOrNewMetadata()
            .addToLabels(Labels.MANAGED_BY, Labels.TIDEMILL)
            .addToLabels(Labels.QUEUE_TRIGGER, Labels.valueFor(name))
            .endMetadata()
            .editOrNewSpec()
            .endSpec()
            .endTemplate()
            .build();
    PodTemplateSpec pod = spec.getTemplate();
    EnvironmentVariables.put(pod.getSpec(), variables);
    MessageVolume.put(pod, name, run.key(), run.payload());
    return spec;
  }

  /** What each pod is told of the message. */
  static Map<String, String> variables(Run run) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("TIDEMILL_MESSAGE_ID", run.message().id());
    variables.put("TIDEMILL_RECEIVE_COUNT", String.valueOf(run.message().receiveCount()));
    variables.put("TIDEMILL_ATTEMPT", String.valueOf(run.attempt()));
    variables.put("TIDEMILL_SENT_TIME", Times.format(run.message().sentTime()));
    variables.put("TIDEMILL_ROUTE", run.route().name());
    Recipe.Schedule schedule = run.recipe().schedule();
    if (schedule != null) {
      variables.put(ScheduledTime.VARIABLE, schedule.scheduledTime());
    }
    return variables;
  }

  private static Map<String, String> facts(QueueTrigger trigger, Run run) {
    Message message = run.message();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(JobAnnotations.MESSAGE_ID, message.id());
    facts.put(JobAnnotations.MESSAGE_KEY, run.key());
    facts.put(JobAnnotations.QUEUE_URL, run.queueUrl());
    facts.put(JobAnnotations.RECEIPT_HANDLE, message.handle());
    facts.put(JobAnnotations.SENT_MILLIS, millis(message.sentTime()));
    facts.put(JobAnnotations.RECEIVED_MILLIS, millis(message.receivedTime()));
    facts.put(JobAnnotations.RECEIVE_COUNT, String.valueOf(message.receiveCount()));
    facts.put(JobAnnotations.ATTEMPT, String.valueOf(run.attempt()));
    facts.put(JobAnnotations.ROUTE, run.route().name());
    Recipe.Schedule schedule = run.recipe().schedule();
    if (schedule != null) {
      facts.put(JobAnnotations.SCHEDULE, schedule.name());
      facts.put(Labels.SCHEDULED_TIME, schedule.scheduledTime());
    }
    facts.put(
        JobAnnotations.ACKNOWLEDGE,
        run.mode() == AcknowledgeMode.ON_JOB_CREATED ? "OnJobCreated" : "OnJobSucceeded");
    Edition edition = run.edition();
    if (edition != null) {
      facts.put(JobAnnotations.SUPERSEDE_KEY, edition.key());
      facts.put(JobAnnotations.SUPERSEDE_VERSION, edition.version());
    }
    Place place = message.place();
    if (place != null) {
      facts.put(JobAnnotations.MESSAGE_GROUP, place.group());
      facts.put(JobAnnotations.SEQUENCE_NUMBER, place.sequence());
    }
    facts.put(JobAnnotations.PAYLOAD, run.payload().inline() ? "Pod" : "ConfigMap");
    boolean job = run.recipe().kind() == Attempt.Kind.JOB;
    if (job && !trigger.getSpec().exitCodes().isEmpty()) {
      facts.put(JobAnnotations.EXIT_ACTIONS, ExitCodes.actions(trigger.getSpec().exitCodes()));
    }
    Layout received = run.payload().received();
    if (received != null && run.payload().inline()) {
      facts.put(JobAnnotations.RECEIVED_BODY, received.body());
      facts.put(JobAnnotations.RECEIVED_ATTRIBUTES, received.attributes());
    }
    return facts;
  }

  private static String millis(java.time.Instant time) {
    return String.valueOf(time.toEpochMilli());
  }
}
