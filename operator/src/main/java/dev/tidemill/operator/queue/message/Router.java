package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.api.v1alpha1.RouteMatch;
import dev.tidemill.operator.plan.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the first route that takes a message. */
public final class Router {
  private final Map<String, MessageCondition> conditions;
  private final Message message;
  private final JsonText json;
  private final List<String> failures = new ArrayList<>();

  private Router(Map<String, MessageCondition> conditions, Message message, JsonText json) {
    this.conditions = conditions;
    this.message = message;
    this.json = json;
  }

  /**
   * Where a message goes.
   *
   * @param route the first that takes it; null: it is unmatched
   * @param failures of the routes before, those that could not tell, with the reasons
   */
  public record Routing(@Nullable Route route, List<String> failures) {}

  /**
   * Routes a message.
   *
   * @param routes in the order in which they are tried
   * @param conditions what the CEL of routes was compiled to, by the names of the routes
   * @param message the message
   * @param json its body, read as JSON
   */
  public static Routing route(
      List<Route> routes,
      Map<String, MessageCondition> conditions,
      Message message,
      JsonText json) {
    Router router = new Router(conditions, message, json);
    Route taken = routes.stream().filter(router::takes).findFirst().orElse(null);
    return new Routing(taken, List.copyOf(router.failures));
  }

  private boolean takes(Route route) {
    RouteMatch match = route.match();
    if (match == null) {
      return true;
    }
    if (match.body() != null) {
      return match.body().equals(message.body());
    }
    if (match.attribute() != null) {
      Attribute attribute = message.attributes().get(match.attribute());
      return attribute != null && is(match, attribute.value());
    }
    if (match.cel() != null) {
      return holds(route);
    }
    // a way to match that only a newer version knows takes nothing
    return match.jsonPointer() != null && takes(match, json.at(match.jsonPointer()));
  }

  private boolean holds(Route route) {
    MessageCondition condition = conditions.get(route.name());
    if (condition == null) {
      return false;
    }
    return switch (condition.test(message, json)) {
      case MessageCondition.Says says -> says.truth();
      case MessageCondition.Fails fails -> {
        failures.add("the cel of route " + route.name() + " fails: " + fails.why());
        yield false;
      }
    };
  }

  private static boolean takes(RouteMatch match, JsonText.@Nullable Value value) {
    if (match.exists() != null) {
      return match.exists() == (value != null);
    }
    return value != null && value.scalar() && is(match, value.text());
  }

  private static boolean is(RouteMatch match, String text) {
    return match.equalTo() != null ? match.equalTo().equals(text) : match.oneOf().contains(text);
  }
}
