package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.JobSize;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageParameters;
import dev.tidemill.operator.queue.message.ParameterResult;
import dev.tidemill.operator.queue.message.Router;
import java.util.Map;
import java.util.Optional;

/** What a message asks for, by itself and the trigger's spec alone. */
public sealed interface MessagePlan {
  /** A Job of this route. */
  record Run(Route route, Map<String, String> parameters) implements MessagePlan {}

  /** No Job can be made for it; what becomes of it is the user's choice. */
  record Unmatched(String reason, String message) implements MessagePlan {
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
    Optional<Route> route = Router.route(policy.trigger().getSpec().routes(), message, json);
    if (route.isEmpty()) {
      return new Unmatched("Unmatched", "no route takes this message");
    }
    return switch (MessageParameters.resolve(
        policy.trigger().getSpec().parameters(), message, json)) {
      case ParameterResult.Values values ->
          JobSize.check(route.get(), values.values())
              .map(MessagePlan::unmatched)
              .orElseGet(() -> new Run(route.get(), values.values()));
      case ParameterResult.Refused refused -> unmatched(refused);
    };
  }

  private static MessagePlan unmatched(ParameterResult.Refused refused) {
    return new Unmatched(refused.reason(), refused.message());
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
