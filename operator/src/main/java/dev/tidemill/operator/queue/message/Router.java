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
   * @param body the message's body
   * @param json the same body, read as JSON
   * @return the first route that takes it; empty: the message is unmatched
   */
  public static Optional<Route> route(List<Route> routes, String body, JsonText json) {
    return routes.stream().filter(route -> takes(route.match(), body, json)).findFirst();
  }

  private static boolean takes(@Nullable RouteMatch match, String body, JsonText json) {
    if (match == null) {
      return true;
    }
    if (match.body() != null) {
      return match.body().equals(body);
    }
    // a way to match that only a newer version knows takes nothing
    return match.jsonPointer() != null && takes(match, json.at(match.jsonPointer()));
  }

  private static boolean takes(RouteMatch match, JsonText.@Nullable Value value) {
    if (match.exists() != null) {
      return match.exists() == (value != null);
    }
    if (value == null || !value.scalar()) {
      return false;
    }
    return match.equalTo() != null
        ? match.equalTo().equals(value.text())
        : match.oneOf().contains(value.text());
  }
}
