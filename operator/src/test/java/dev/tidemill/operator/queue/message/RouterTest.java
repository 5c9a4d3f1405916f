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
    assertThat(Router.route(routes, Messages.message("y"), new JsonBody("y")))
        .contains(routes.get(1));
  }

  private static boolean taken(String match, String body) {
    return Router.route(routes(match), Messages.message(body, ATTRIBUTES), new JsonBody(body))
        .isPresent();
  }

  private static List<Route> routes(String match) {
    return Triggers.trigger()
        .with("routes: [{name: r, match: " + match + ", jobTemplate: {}}]")
        .build()
        .getSpec()
        .routes();
  }
}
