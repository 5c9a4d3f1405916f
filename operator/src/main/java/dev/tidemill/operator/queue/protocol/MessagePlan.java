package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleFrom;
import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.Edition;
import dev.tidemill.operator.queue.message.Keying;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Opened;
import dev.tidemill.operator.queue.message.Opening;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.message.Recipe;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a message asks for, by itself, the trigger's spec and the schedule that it names. */
public sealed interface MessagePlan {
  /** Nothing more has to be read for it. */
  sealed interface Decided extends MessagePlan {}

  /**
   * A Job or JobChain of this route, whose pods see this.
   *
   * @param parameters of the message
   * @param notBefore when it is to start at the earliest; null: at once
   * @param keyed its key and version; null: it has no key
   */
  record Run(
      Route route,
      Recipe recipe,
      Map<String, String> parameters,
      Payload payload,
      @Nullable Instant notBefore,
      Keying.@Nullable Keyed keyed)
      implements Decided {
    Run of(Keying.Keyed of) {
      return new Run(route, recipe, parameters, payload, notBefore, of);
    }
  }

  /**
   * It names what is to run: that is to be read.
   *
   * @param schedule a name that a BatchSchedule can have
   */
  record Named(Planning planning, Route route, BatchScheduleFrom from, String schedule)
      implements MessagePlan {
    /** The plan with the schedule of that name, if there is one. */
    Decided with(Optional<BatchSchedule> found) {
      return planning.scheduled(route, from, found);
    }
  }

  /** No Job is made for it: it ends the messages of its key. */
  record Cancel(Edition edition) implements Decided {}

  /** No Job is made for it; what becomes of it instead is the user's choice. */
  record WithoutJob(MessageOutcome outcome, String reason, String message) implements Decided {
    String words() {
      return reason + ": " + message;
    }
  }

  /** It needs no Job: S3 sends a test event when a notification is set up. */
  record NothingToRun() implements Decided {}

  /**
   * Plans for a message.
   *
   * @param json reads a body as JSON
   * @param writeAttributes writes attributes.json
   */
  static MessagePlan of(
      TriggerPolicy policy,
      Message message,
      Function<String, JsonText> json,
      Function<Map<String, Attribute>, String> writeAttributes) {
    if (s3TestEvent(message.body(), json)) {
      return new NothingToRun();
    }
    return switch (Opening.open(policy.trigger().getSpec(), message, json)) {
      case Opened.Refused refused ->
          new WithoutJob(policy.unmatched(), refused.reason(), refused.message());
      case Opened.Content opened ->
          s3TestEvent(opened.message().body(), json)
              ? new NothingToRun()
              : new Planning(
                      policy,
                      opened.message(),
                      json.apply(opened.message().body()),
                      Payload.of(message, opened, writeAttributes))
                  .plan();
    };
  }

  /** Key and version of a message that has a Job; null if it has no key. */
  static Keying.@Nullable Keyed keyed(
      TriggerPolicy policy, Message message, Function<String, JsonText> json) {
    return Opening.open(policy.trigger().getSpec(), message, json) instanceof Opened.Content opened
            && Keying.ofRun(policy.trigger(), opened.message(), json.apply(opened.message().body()))
                instanceof Keying.Keyed keyed
        ? keyed
        : null;
  }

  /**
   * Source: the Amazon S3 user guide, "Walkthrough: Configuring a bucket for notifications": the
   * test message.
   */
  private static boolean s3TestEvent(String body, Function<String, JsonText> read) {
    if (!body.contains("s3:TestEvent")) {
      return false;
    }
    JsonText json = read.apply(body);
    return is(json.at("/Service"), "Amazon S3") && is(json.at("/Event"), "s3:TestEvent");
  }

  private static boolean is(JsonText.@Nullable Value value, String text) {
    return value != null && value.text().equals(text);
  }
}
