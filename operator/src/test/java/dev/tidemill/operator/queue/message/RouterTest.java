package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.JsonBody;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which route takes which message. */
class RouterTest {
  private static final Map<String, Attribute> ATTRIBUTES =
      Map.of(
          "tenant", Attribute.text("blue"),
          "level", new Attribute("Number", "3", null),
          "icon", new Attribute("Binary", null, "AAEC"));

  private record Case(String match, String body, boolean want) {}

  @TestFactory
  Stream<DynamicTest> matches() {
    return Stream.of(
            new Case("{body: job1}", "job1", true),
            new Case("{body: job1}", "job1\n", false),
            new Case("{body: job1}", "Job1", false),
            new Case("{body: job1}", "job12", false),
            new Case("{jsonPointer: /t, equals: a}", "{\"t\":\"a\"}", true),
            new Case("{jsonPointer: /t, equals: a}", "{\"t\":\"b\"}", false),
            new Case("{jsonPointer: /t, equals: \"1\"}", "{\"t\":1}", true),
            new Case("{jsonPointer: /t, equals: \"1\"}", "{\"t\":1.0}", false),
            new Case("{jsonPointer: /t, equals: \"true\"}", "{\"t\":true}", true),
            new Case("{jsonPointer: /t, equals: \"null\"}", "{\"t\":null}", false),
            new Case("{jsonPointer: /t, equals: \"[1]\"}", "{\"t\":[1]}", false),
            new Case("{jsonPointer: /t, in: [a, b]}", "{\"t\":\"b\"}", true),
            new Case("{jsonPointer: /t, in: [a, b]}", "{\"t\":\"c\"}", false),
            new Case("{jsonPointer: /t, exists: true}", "{\"t\":null}", true),
            new Case("{jsonPointer: /t, exists: true}", "{\"t\":[]}", true),
            new Case("{jsonPointer: /t, exists: true}", "{}", false),
            new Case("{jsonPointer: /t, exists: false}", "{}", true),
            new Case("{jsonPointer: /t, exists: false}", "not json", true),
            new Case("{jsonPointer: /t, exists: true}", "not json", false),
            new Case("{attribute: tenant, equals: blue}", "x", true),
            new Case("{attribute: tenant, equals: Blue}", "x", false),
            new Case("{attribute: tenant, in: [red, blue]}", "x", true),
            new Case("{attribute: tenant, in: [red]}", "x", false),
            new Case("{attribute: level, equals: \"3\"}", "x", true),
            new Case("{attribute: level, equals: \"3.0\"}", "x", false),
            new Case("{attribute: icon, equals: AAEC}", "x", true),
            new Case("{attribute: lacks, equals: \"\"}", "x", false))
        .map(c ->
            DynamicTest.dynamicTest(
                c.match() + (c.want() ? " takes " : " leaves ") + c.body(),
                () -> assertThat(taken(c.match(), c.body())).isEqualTo(c.want())));
  }

  @org.junit.jupiter.api.Test
  void theFirstRouteThatMatchesTakesIt() {
    List<Route> routes =
        Stream.of("{body: x}", "{jsonPointer: /a, exists: false}", "{body: y}")
            .flatMap(m -> routes(m).stream())
            .toList();
    assertThat(route(routes, Map.of(), Messages.message("y")).route()).isEqualTo(routes.get(1));
  }

  @org.junit.jupiter.api.Test
  void aConditionThatFailsTakesNothingAndIsSaid() {
    List<Route> routes = routes("{cel: \"size(message.json.a) > 0\"}");
    Message message = Messages.message("x");
    MessageCondition fails = (_, _) -> new MessageCondition.Fails("no such member");
    assertThat(route(routes, Map.of("r", fails), message))
        .isEqualTo(new Router.Routing(null, List.of("the cel of route r fails: no such member")));
    MessageCondition yes = (_, _) -> new MessageCondition.Says(true);
    assertThat(route(routes, Map.of("r", yes), message).route()).isEqualTo(routes.getFirst());
    MessageCondition no = (_, _) -> new MessageCondition.Says(false);
    assertThat(route(routes, Map.of("r", no), message))
        .isEqualTo(new Router.Routing(null, List.of()));
  }

  private static Router.Routing route(
      List<Route> routes, Map<String, MessageCondition> conditions, Message message) {
    return Router.route(routes, conditions, message, new JsonBody(message.body()));
  }

  private static boolean taken(String match, String body) {
    return route(routes(match), Map.of(), Messages.message(body, ATTRIBUTES)).route() != null;
  }

  private static List<Route> routes(String match) {
    return Triggers.trigger()
        .with("routes: [{name: r, match: " + match + ", jobTemplate: {}}]")
        .build()
        .getSpec()
        .routes();
  }
}
