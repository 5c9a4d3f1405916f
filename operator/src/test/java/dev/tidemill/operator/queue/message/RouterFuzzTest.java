package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.Decoding;
import dev.tidemill.api.v1alpha1.MessageParameter;
import dev.tidemill.api.v1alpha1.MessageParameterSource;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.api.v1alpha1.RouteMatch;
import dev.tidemill.operator.queue.json.JsonBody;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a message and a match are, routing answers, and answers the same again. */
class RouterFuzzTest {
  private static final long SEED = 20261124;
  private static final int ROUNDS = Integer.getInteger("tidemill.fuzz.routes", 200_000);
  private static final String LETTERS = "{}[]\":,/~01etr\\u€\uD83D\0 -.";

  @Test
  void nothingIsEverThrown() {
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(SEED + round);
      String body = body(random);
      Message message = Messages.message(body, attributes(random));
      List<Route> routes = List.of(route(random), route(random));
      Router.Routing taken = Router.route(routes, Map.of(), message, new JsonBody(body));
      assertThat(Router.route(routes, Map.of(), message, new JsonBody(body)))
          .as("seed %d", SEED + round)
          .isEqualTo(taken);
      var parameters = List.of(parameter(random), parameter(random));
      assertThat(MessageParameters.resolve(parameters, message, new JsonBody(body)))
          .as("seed %d", SEED + round)
          .isEqualTo(MessageParameters.resolve(parameters, message, new JsonBody(body)));
    }
    System.out.println(ROUNDS + " messages met 2 fuzzed routes and 2 fuzzed pointers each");
  }

  private static Route route(RandomGenerator random) {
    String some = text(random);
    List<String> several = random.nextBoolean() ? List.of() : List.of(some, text(random));
    return new Route("r", match(random, some, several), null, null, null, null);
  }

  private static @Nullable RouteMatch match(
      RandomGenerator random, String some, List<String> several) {
    String equal = several.isEmpty() ? some : null;
    return switch (random.nextInt(5)) {
      case 0 -> null;
      case 1 -> new RouteMatch(some, null, null, null, List.of(), null, null);
      case 2 ->
          new RouteMatch(null, "/" + some.replace("~", "~0"), null, equal, several, null, null);
      case 3 -> new RouteMatch(null, "", null, null, List.of(), random.nextBoolean(), null);
      default -> new RouteMatch(null, null, some, equal, several, null, null);
    };
  }

  private static MessageParameter parameter(RandomGenerator random) {
    String some = text(random);
    MessageParameterSource from =
        random.nextInt(4) == 0
            ? new MessageParameterSource(null, some)
            : new MessageParameterSource("/" + some.replace("~", "~0"), null);
    Decoding decode = random.nextBoolean() ? Decoding.URL : null;
    return new MessageParameter("P" + some.length(), null, from, decode, null, null, null);
  }

  private static Map<String, Attribute> attributes(RandomGenerator random) {
    return Map.of(
        "a" + text(random),
        Attribute.text(text(random)),
        "e",
        new Attribute("Binary", null, text(random)),
        "1",
        new Attribute("Number", null, null, text(random)));
  }

  private static String body(RandomGenerator random) {
    return random.nextBoolean() ? text(random) : "{\"" + text(random) + "\":" + text(random) + "}";
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
