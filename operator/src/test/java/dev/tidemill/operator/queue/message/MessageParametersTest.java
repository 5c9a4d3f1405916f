package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.JsonBody;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a message gives to a Job. */
class MessageParametersTest {
  private record Case(String name, String parameter, String body, String want) {}

  private static final Map<String, Attribute> ATTRIBUTES =
      Map.of(
          "tenant", Attribute.text("acme"),
          "count", new Attribute("Number.int", "42", null),
          "blob", new Attribute("Binary", null, "AAEC"));

  @TestFactory
  Stream<DynamicTest> values() {
    return Stream.of(
            new Case("a fixed value", "{name: P, value: $(X)}", "", "P=$(X)"),
            new Case("a string", at("/k"), "{\"k\":\"a b\"}", "P=a b"),
            new Case("a number", at("/k"), "{\"k\":1e400}", "P=1e400"),
            new Case("an object", at("/k"), "{\"k\": {\"a\": 1}}", "P={\"a\":1}"),
            new Case("nothing there", at("/k"), "{}", ""),
            new Case("a default", "{name: P, from: {jsonPointer: /k}, default: d}", "x", "P=d"),
            new Case("an empty string is a value", at("/k"), "{\"k\":\"\"}", "P="),
            new Case("an attribute", "{name: P, from: {attribute: tenant}}", "", "P=acme"),
            new Case("a numeric attribute", "{name: P, from: {attribute: count}}", "", "P=42"),
            new Case("a binary attribute", "{name: P, from: {attribute: blob}}", "", "P=AAEC"),
            new Case(
                "URL encoding",
                "{name: P, from: {jsonPointer: /k}, decode: Url}",
                "{\"k\":\"in/a+b%2Bc%C3%A9.csv\"}",
                "P=in/a b+cé.csv"),
            new Case(
                "bad URL encoding",
                "{name: P, from: {jsonPointer: /k}, decode: Url}",
                "{\"k\":\"100%\"}",
                "ParameterInvalid"),
            new Case(
                "URL encoding of what is not UTF-8",
                "{name: P, from: {jsonPointer: /k}, decode: Url}",
                "{\"k\":\"a%FFb\"}",
                "ParameterInvalid"),
            new Case(
                "a sign in place of a digit",
                "{name: P, from: {jsonPointer: /k}, decode: Url}",
                "{\"k\":\"%+1\"}",
                "ParameterInvalid"),
            new Case(
                "characters that are not encoded",
                "{name: P, from: {jsonPointer: /k}, decode: Url}",
                "{\"k\":\"é😀%20\ufffd\"}",
                "P=é😀 \ufffd"),
            new Case(
                "half a character, not encoded",
                "{name: P, from: {jsonPointer: /k}, decode: Url}",
                "{\"k\":\"\\ud800\"}",
                "ParameterInvalid"),
            new Case(
                "required and missing",
                "{name: P, from: {jsonPointer: /k}, required: true}",
                "{}",
                "ParameterMissing"),
            new Case(
                "as long as allowed",
                "{name: P, from: {jsonPointer: /k}, maxLength: 2}",
                "{\"k\":\"😀é\"}",
                "P=😀é"),
            new Case(
                "too long",
                "{name: P, from: {jsonPointer: /k}, maxLength: 2}",
                "{\"k\":\"abc\"}",
                "ParameterTooLong"),
            new Case("a zero character", at("/k"), "{\"k\":\"a\\u0000\"}", "ParameterInvalid"),
            new Case("half a character", at("/k"), "{\"k\":\"\\ud800\"}", "ParameterInvalid"))
        .map(c ->
            DynamicTest.dynamicTest(c.name(), () -> assertThat(result(c)).isEqualTo(c.want())));
  }

  @Test
  void aValueThatNoProgramCanBeStartedWithIsRefused() {
    String body = "{\"k\":\"" + "x".repeat(MessageParameters.MAX_BYTES + 1) + "\"}";
    assertThat(result(new Case("", at("/k"), body, ""))).isEqualTo("ParameterTooLong");
  }

  private static String at(String pointer) {
    return "{name: P, from: {jsonPointer: " + pointer + "}}";
  }

  private static String result(Case c) {
    var parameters =
        Triggers.trigger()
            .with("parameters: [" + c.parameter() + "]")
            .build()
            .getSpec()
            .parameters();
    Message message = Messages.message(c.body(), ATTRIBUTES);
    return switch (MessageParameters.resolve(parameters, message, new JsonBody(c.body()))) {
      case ParameterResult.Values values ->
          values.values().entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .reduce("", String::concat);
      case ParameterResult.Refused refused -> refused.reason();
    };
  }
}
