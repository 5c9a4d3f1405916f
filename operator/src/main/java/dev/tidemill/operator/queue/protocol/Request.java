package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.AcknowledgeMode;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.AttemptRenderer;
import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.message.PayloadMaps;
import dev.tidemill.operator.queue.message.Run;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The objects that one attempt asks the API server for. */
record Request(QueueTrigger trigger, Run run, List<ConfigMap> maps, Attempt job) {
  private static final String LETTER = "x";

  /**
   * What an attempt of a message asks for.
   *
   * @param now before the time of the message its Job is held
   */
  static Request of(
      TriggerPolicy policy,
      Tracked tracked,
      Message message,
      int attempt,
      MessagePlan.Run plan,
      Instant now,
      String queueUrl) {
    Instant time = plan.notBefore();
    Instant notBefore = time != null && now.isBefore(time) ? time : null;
    // the Job of a delayed message is its only copy, whatever holds for others
    boolean early = tracked.early || notBefore != null;
    Run run =
        new Run(
            message,
            plan.payload(),
            tracked.key,
            attempt,
            plan.route(),
            plan.recipe(),
            plan.parameters(),
            early ? AcknowledgeMode.ON_JOB_CREATED : AcknowledgeMode.ON_JOB_SUCCEEDED,
            notBefore,
            plan.keyed() == null ? null : plan.keyed().edition(),
            queueUrl);
    return of(policy.trigger(), run);
  }

  static Request of(QueueTrigger trigger, Run run) {
    return new Request(
        trigger,
        run,
        PayloadMaps.render(trigger, run.key(), run.payload()),
        AttemptRenderer.render(trigger, run));
  }

  /**
   * The same with a message of one letter: what is refused of this, is not for what the message
   * says.
   *
   * @param json writes attributes.json
   */
  Request plain(Function<Map<String, Attribute>, String> json) {
    Message given = run.message();
    Message message =
        new Message(
            given.id(),
            given.handle(),
            LETTER,
            Map.of(),
            given.sentTime(),
            given.receivedTime(),
            given.receiveCount(),
            given.place());
    Map<String, String> parameters = new LinkedHashMap<>();
    run.parameters().keySet().forEach(name -> parameters.put(name, LETTER));
    Run plain =
        new Run(
            message,
            Payload.of(message, json).in(run.payload().pods()),
            run.key(),
            run.attempt(),
            run.route(),
            run.recipe(),
            parameters,
            run.mode(),
            run.notBefore(),
            run.edition(),
            run.queueUrl());
    List<ConfigMap> empty =
        maps.stream()
            .map(m -> new ConfigMapBuilder(m).withData(Map.of()).withBinaryData(Map.of()).build())
            .toList();
    return new Request(trigger, plain, empty, AttemptRenderer.render(trigger, plain));
  }
}
