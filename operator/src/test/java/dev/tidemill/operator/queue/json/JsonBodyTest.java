package dev.tidemill.operator.queue.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.plan.JsonText;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a pointer finds in a body. */
class JsonBodyTest {
  private record Case(String name, String body, String pointer, String want) {}

  private static final String NOTHING = "(nothing)";

  @TestFactory
  Stream<DynamicTest> values() {
    return Stream.of(
            new Case("a string is bare", "{\"a\":\"b c\"}", "/a", "b c"),
            new Case("an escaped string is its characters", "{\"a\":\"\\u00e9\\n\"}", "/a", "é\n"),
            new Case("a number stays as written", "{\"a\":1.50E+2}", "/a", "1.50E+2"),
            new Case(
                "a long integer stays exact",
                "{\"a\":123456789012345678901234567890}",
                "/a",
                "123456789012345678901234567890"),
            new Case(
                "a long decimal stays exact",
                "{\"a\":0.1000000000000000055511}",
                "/a",
                "0.1000000000000000055511"),
            new Case("true is text", "[true]", "/0", "true"),
            new Case("null is there", "{\"a\":null}", "/a", "null"),
            new Case(
                "an object is compact",
                "{\"a\": { \"b\" : [1.0, \"x\"] }}",
                "/a",
                "{\"b\":[1.0,\"x\"]}"),
            new Case("an empty pointer is the document", " [ 1 ] ", "", "[1]"),
            new Case("a bare scalar is a document", "\"job1\"", "", "job1"),
            new Case("escapes in pointers", "{\"a/b\":{\"c~d\":1}}", "/a~1b/c~0d", "1"),
            new Case("an index into an array", "{\"a\":[{\"b\":7}]}", "/a/0/b", "7"),
            new Case("an index out of range", "{\"a\":[]}", "/a/0", NOTHING),
            new Case("a member named by digits", "{\"0\":\"x\"}", "/0", "x"),
            new Case("of two members the last counts", "{\"a\":1,\"a\":2}", "/a", "2"),
            new Case("a scalar has no members", "{\"a\":1}", "/a/b", NOTHING),
            new Case("text is not JSON", "job1", "", NOTHING),
            new Case("a cut document is not JSON", "{\"a\":1", "/a", NOTHING),
            new Case("something after the document", "{\"a\":1} x", "/a", NOTHING),
            new Case("two documents", "{\"a\":1}{\"a\":2}", "/a", NOTHING),
            new Case("NaN is not JSON", "{\"a\":NaN}", "/a", NOTHING),
            new Case("nothing but space", "  ", "", NOTHING))
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> assertThat(at(c)).isEqualTo(c.want())));
  }

  private static String at(Case c) {
    JsonText.Value value = new JsonBody(c.body()).at(c.pointer());
    return value == null ? NOTHING : value.text();
  }

  @Test
  void aMebibyteOfGarbageHasNoValues() {
    int size = 1 << 20;
    for (String unit : new String[] {"[", "{\"a\":", "\"", "1", "{", "\\", "\u0000", "é"}) {
      String garbage = unit.repeat(size / unit.length());
      assertThat(new JsonBody(garbage).at("/a/a")).as(unit).isNull();
    }
  }

  @Test
  void onlyWhatIsNestedDeeperThanTheBoundHasNoValues() {
    assertThat(new JsonBody(nested(JsonBody.MAX_DEPTH)).at("/0/0")).isNotNull();
    assertThat(new JsonBody(nested(JsonBody.MAX_DEPTH + 1)).at("/0/0")).isNull();
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  @Test
  void aMebibyteOfNumbersStaysExact() {
    String digits = "7".repeat(1 << 20);
    assertThat(new JsonBody(digits).at("")).isEqualTo(new JsonText.Value(digits, true));
  }
}
