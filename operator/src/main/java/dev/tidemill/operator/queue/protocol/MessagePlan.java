package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleFrom;
import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.JobSize;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageParameters;
import dev.tidemill.operator.queue.message.NotBefore;
import dev.tidemill.operator.queue.message.Opened;
import dev.tidemill.operator.queue.message.Opening;
import dev.tidemill.operator.queue.message.ParameterResult;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.message.Recipe;
import dev.tidemill.operator.queue.message.Router;
import dev.tidemill.operator.queue.message.ScheduleChoice;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message asks for, by itself, the trigger's spec and the schedule that it names. */
public sealed interface MessagePlan {
  /** Nothing more has to be read for it. */
  sealed interface Decided extends MessagePlan {}

  /**
   * A Job of this route, whose pods see this.
   *
   * @param notBefore when it is to start at the earliest; null: at once
   */
  record Run(
      Route route,
      Recipe recipe,
      Map<String, String> parameters,
      Payload payload,
      @Nullable Instant notBefore)
      implements Decided {}

  /**
   * It names what is to run: that is to be read.
   *
   * @param schedule a name that a BatchSchedule can have
   * @param seen the message as routes see it
   */
  record Named(
      Route route,
      BatchScheduleFrom from,
      String schedule,
      Message seen,
      JsonText json,
      Payload payload)
      implements MessagePlan {
    /** The plan with the schedule of that name, if there is one. */
    Decided with(TriggerPolicy policy, Optional<BatchSchedule> found) {
      return switch (ScheduleChoice.choose(
          from, found, seen.sentTime(), policy.trigger().getSpec().exitCodes())) {
        case ScheduleChoice.Chosen chosen ->
            run(policy, route, chosen.recipe(), seen, json, payload);
        case ScheduleChoice.Refused refused -> unmatched(policy, route, refused);
      };
    }
  }

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
              : routed(
                  policy,
                  opened.message(),
                  json.apply(opened.message().body()),
                  Payload.of(message, opened, writeAttributes));
    };
  }

  private static MessagePlan routed(
      TriggerPolicy policy, Message seen, JsonText json, Payload payload) {
    if (!payload.fits()) {
      return new WithoutJob(
          policy.unmatched(),
          "MessageTooLarge",
          "the attributes in its envelope are together larger than 1 MiB");
    }
    Router.Routing routing =
        Router.route(policy.trigger().getSpec().routes(), policy.conditions(), seen, json);
    Route route = routing.route();
    if (route == null) {
      return new WithoutJob(
          policy.unmatched(), "Unmatched", words("no route takes this message", routing));
    }
    if (route.batchScheduleFrom() != null) {
      return named(policy, route, route.batchScheduleFrom(), seen, json, payload);
    }
    return route.jobTemplate() == null
        ? new WithoutJob(
            policy.action(route),
            "RouteAction",
            words("route " + route.name() + " has an action, and no Job", routing))
        : run(policy, route, Recipe.of(route), seen, json, payload);
  }

  private static MessagePlan named(
      TriggerPolicy policy,
      Route route,
      BatchScheduleFrom from,
      Message seen,
      JsonText json,
      Payload payload) {
    Optional<String> name = ScheduleChoice.name(from, seen);
    return name.isEmpty()
        ? unmatched(policy, route, ScheduleChoice.nameless())
        : new Named(route, from, name.get(), seen, json, payload);
  }

  private static Decided unmatched(
      TriggerPolicy policy, Route route, ScheduleChoice.Refused refused) {
    return new WithoutJob(
        policy.unmatched(),
        refused.reason(),
        "route " + route.name() + ", batchScheduleFrom: " + refused.message());
  }

  /** A route that could not tell may be why another takes the message, or none. */
  private static String words(String words, Router.Routing routing) {
    return Stream.concat(Stream.of(words), routing.failures().stream())
        .collect(Collectors.joining("; "));
  }

  private static Decided run(
      TriggerPolicy policy,
      Route route,
      Recipe recipe,
      Message seen,
      JsonText json,
      Payload payload) {
    return switch (MessageParameters.resolve(policy.trigger().getSpec().parameters(), seen, json)) {
      case ParameterResult.Values values -> {
        Map<String, String> all = recipe.parameters(values.values());
        yield JobSize.check(recipe.template(), all)
            .map(refused -> refused(policy, route, refused))
            .orElseGet(() -> timed(policy, route, recipe, seen, json, all, payload));
      }
      case ParameterResult.Refused refused -> refused(policy, route, refused);
    };
  }

  private static Decided timed(
      TriggerPolicy policy,
      Route route,
      Recipe recipe,
      Message seen,
      JsonText json,
      Map<String, String> parameters,
      Payload payload) {
    return switch (NotBefore.of(policy.trigger().getSpec().notBefore(), seen, json)) {
      case NotBefore.At at -> new Run(route, recipe, parameters, payload, at.time());
      case NotBefore.Invalid invalid ->
          refused(
              policy,
              route,
              new ParameterResult.Refused("NotBeforeInvalid", "notBefore " + invalid.why()));
    };
  }

  private static Decided refused(
      TriggerPolicy policy, Route route, ParameterResult.Refused refused) {
    return new WithoutJob(
        policy.unmatched(), refused.reason(), "route " + route.name() + ": " + refused.message());
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
