package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.api.v1alpha1.RouteMatch;
import dev.tidemill.operator.plan.JsonText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the first route that takes a message. */
public final class Router {
  private Router() {}

  /**
   * Routes a message.
   *
   * @param routes in the order in which they are tried
   * @param message the message
   * @param json its body, read as JSON
   * @return the first route that takes it; empty: the message is unmatched
   */
  public static Optional<Route> route(List<Route> routes, Message message, JsonText json) {
    return routes.stream().filter(route -> takes(route.match(), message, json)).findFirst();
  }

  private static boolean takes(@Nullable RouteMatch match, Message message, JsonText json) {
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
    // a way to match that only a newer version knows takes nothing
    return match.jsonPointer() != null && takes(match, json.at(match.jsonPointer()));
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
