package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.JobSize;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageParameters;
import dev.tidemill.operator.queue.message.Opened;
import dev.tidemill.operator.queue.message.Opening;
import dev.tidemill.operator.queue.message.ParameterResult;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.message.Router;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message asks for, by itself and the trigger's spec alone. */
public sealed interface MessagePlan {
  /** A Job of this route, whose pods see this. */
  record Run(Route route, Map<String, String> parameters, Payload payload) implements MessagePlan {}

  /** No Job is made for it; what becomes of it instead is the user's choice. */
  record WithoutJob(MessageOutcome outcome, String reason, String message) implements MessagePlan {
    String words() {
      return reason + ": " + message;
    }
  }

  /** It needs no Job: S3 sends a test event when a notification is set up. */
  record NothingToRun() implements MessagePlan {}

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
    return route.jobTemplate() == null
        ? new WithoutJob(
            policy.action(route),
            "RouteAction",
            words("route " + route.name() + " has an action, and no Job", routing))
        : run(policy, route, seen, json, payload);
  }

  /** A route that could not tell may be why another takes the message, or none. */
  private static String words(String words, Router.Routing routing) {
    return Stream.concat(Stream.of(words), routing.failures().stream())
        .collect(Collectors.joining("; "));
  }

  private static MessagePlan run(
      TriggerPolicy policy, Route route, Message seen, JsonText json, Payload payload) {
    return switch (MessageParameters.resolve(policy.trigger().getSpec().parameters(), seen, json)) {
      case ParameterResult.Values values ->
          JobSize.check(route, values.values())
              .map(refused -> refused(policy, route, refused))
              .orElseGet(() -> new Run(route, values.values(), payload));
      case ParameterResult.Refused refused -> refused(policy, route, refused);
    };
  }

  private static MessagePlan refused(
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
