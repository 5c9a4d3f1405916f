package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.JobSize;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageParameters;
import dev.tidemill.operator.queue.message.ParameterResult;
import dev.tidemill.operator.queue.message.Router;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a message asks for, by itself and the trigger's spec alone. */
public sealed interface MessagePlan {
  /** A Job of this route. */
  record Run(Route route, Map<String, String> parameters) implements MessagePlan {}

  /** No Job is made for it; what becomes of it instead is the user's choice. */
  record WithoutJob(MessageOutcome outcome, String reason, String message) implements MessagePlan {
    String words() {
      return reason + ": " + message;
    }
  }

  /** It needs no Job: S3 sends a test event when a notification is set up. */
  record NothingToRun() implements MessagePlan {}

  /** Plans for a message. */
  static MessagePlan of(TriggerPolicy policy, Message message, JsonText json) {
    if (s3TestEvent(message.body(), json)) {
      return new NothingToRun();
    }
    Router.Routing routing =
        Router.route(policy.trigger().getSpec().routes(), policy.conditions(), message, json);
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
        : run(policy, route, message, json);
  }

  /** A route that could not tell may be why another takes the message, or none. */
  private static String words(String words, Router.Routing routing) {
    return Stream.concat(Stream.of(words), routing.failures().stream())
        .collect(Collectors.joining("; "));
  }

  private static MessagePlan run(
      TriggerPolicy policy, Route route, Message message, JsonText json) {
    return switch (MessageParameters.resolve(
        policy.trigger().getSpec().parameters(), message, json)) {
      case ParameterResult.Values values ->
          JobSize.check(route, values.values())
              .map(refused -> refused(policy, route, refused))
              .orElseGet(() -> new Run(route, values.values()));
      case ParameterResult.Refused refused -> refused(policy, route, refused);
    };
  }

  private static MessagePlan refused(
      TriggerPolicy policy, Route route, ParameterResult.Refused refused) {
    return new WithoutJob(
        policy.unmatched(), refused.reason(), "route " + route.name() + ": " + refused.message());
  }

  /** Source: the Amazon S3 user guide, "Event message structure". */
  private static boolean s3TestEvent(String body, JsonText json) {
    return body.contains("s3:TestEvent")
        && is(json.at("/Service"), "Amazon S3")
        && is(json.at("/Event"), "s3:TestEvent");
  }

  private static boolean is(JsonText.@org.jspecify.annotations.Nullable Value value, String text) {
    return value != null && value.text().equals(text);
  }
}
