package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleFrom;
import dev.tidemill.api.v1alpha1.QueueTriggerSpec;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.JobSize;
import dev.tidemill.operator.queue.message.Keying;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageParameters;
import dev.tidemill.operator.queue.message.NotBefore;
import dev.tidemill.operator.queue.message.ParameterResult;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.message.Recipe;
import dev.tidemill.operator.queue.message.Router;
import dev.tidemill.operator.queue.message.ScheduleChoice;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans for a message that was opened: by its route, its parameters, its time.
 *
 * @param seen the message as routes see it
 * @param json its body
 * @param payload what its pods see
 */
record Planning(TriggerPolicy policy, Message seen, JsonText json, Payload payload) {
  MessagePlan plan() {
    if (!payload.fits()) {
      return unmatched(
          "MessageTooLarge", "the attributes in its envelope are together larger than 1 MiB");
    }
    Router.Routing routing = Router.route(spec().routes(), policy.conditions(), seen, json);
    Route route = routing.route();
    if (route == null) {
      return unmatched("Unmatched", words("no route takes this message", routing));
    }
    if (policy.cancels(route)) {
      return cancel(route);
    }
    if (route.batchScheduleFrom() != null) {
      return named(route, route.batchScheduleFrom());
    }
    return Recipe.of(route)
        .map(recipe -> run(route, recipe))
        .orElseGet(() ->
            new MessagePlan.WithoutJob(
                policy.action(route),
                "RouteAction",
                words("route " + route.name() + " has an action, and no Job", routing)));
  }

  private MessagePlan.Decided cancel(Route route) {
    Keying.Keyed keyed = Keying.ofCancel(policy.trigger(), seen, json);
    return keyed == null
        ? refused(
            route,
            "KeyMissing",
            "its action is Cancel, and the message has no value for supersede.key")
        : new MessagePlan.Cancel(keyed.edition());
  }

  private MessagePlan named(Route route, BatchScheduleFrom from) {
    Optional<String> name = ScheduleChoice.name(from, seen);
    return name.isEmpty()
        ? refused(route, ScheduleChoice.nameless())
        : new MessagePlan.Named(this, route, from, name.get());
  }

  /** The plan with the schedule that the message names, if there is one. */
  MessagePlan.Decided scheduled(
      Route route, BatchScheduleFrom from, Optional<BatchSchedule> found) {
    return switch (ScheduleChoice.choose(from, found, seen.sentTime(), spec().exitCodes())) {
      case ScheduleChoice.Chosen chosen -> run(route, chosen.recipe());
      case ScheduleChoice.Refused refused -> refused(route, refused);
    };
  }

  private MessagePlan.Decided run(Route route, Recipe recipe) {
    return switch (MessageParameters.resolve(spec().parameters(), seen, json)) {
      case ParameterResult.Values values -> {
        Map<String, String> own = values.values();
        yield JobSize.check(recipe, recipe.parameters(own))
            .map(refused -> refused(route, refused))
            .orElseGet(() -> timed(route, recipe, own));
      }
      case ParameterResult.Refused refused -> refused(route, refused);
    };
  }

  private MessagePlan.Decided timed(Route route, Recipe recipe, Map<String, String> parameters) {
    return switch (NotBefore.of(spec().notBefore(), seen, json)) {
      case NotBefore.At at ->
          keyed(
              new MessagePlan.Run(
                  route, recipe, parameters, payload.in(recipe.pods()), at.time(), null));
      case NotBefore.Invalid invalid ->
          refused(route, "NotBeforeInvalid", "notBefore " + invalid.why());
    };
  }

  private MessagePlan.Decided keyed(MessagePlan.Run run) {
    return switch (Keying.ofRun(policy.trigger(), seen, json)) {
      case Keying.Keyed keyed -> run.of(keyed);
      case Keying.Unkeyed _ -> run;
      case Keying.Refused refused -> refused(run.route(), refused.reason(), refused.message());
    };
  }

  private MessagePlan.Decided refused(Route route, ScheduleChoice.Refused refused) {
    return unmatched(
        refused.reason(), "route " + route.name() + ", batchScheduleFrom: " + refused.message());
  }

  private MessagePlan.Decided refused(Route route, ParameterResult.Refused refused) {
    return refused(route, refused.reason(), refused.message());
  }

  private MessagePlan.Decided refused(Route route, String reason, String message) {
    return unmatched(reason, "route " + route.name() + ": " + message);
  }

  private MessagePlan.Decided unmatched(String reason, String message) {
    return new MessagePlan.WithoutJob(policy.unmatched(), reason, message);
  }

  /** A route that could not tell may be why another takes the message, or none. */
  private static String words(String words, Router.Routing routing) {
    return Stream.concat(Stream.of(words), routing.failures().stream())
        .collect(Collectors.joining("; "));
  }

  private QueueTriggerSpec spec() {
    return policy.trigger().getSpec();
  }
}
