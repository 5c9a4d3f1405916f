package dev.tidemill.operator.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs by hand. */
class ManualDeciderTest {
  private static final String NOW = "2026-03-02T10:30:00Z";

  @Test
  void aNewValueStartsOneRunWhichIsThenEchoed() {
    var builder = ScheduleBuilder.byHand().run("first");
    var asked = Deciding.at(NOW, builder);
    var run = RunBuilder.manual(builder.build(), "first", NOW).build();
    assertThat(asked.actions()).containsExactly("CreateRun " + run.name());
    assertThat(asked.status().lastManualRun()).isNull();

    var seen = Deciding.at(NOW, builder, run);
    assertThat(seen.actions()).isEmpty();
    assertThat(seen.status().lastManualRun()).isEqualTo("first");
    assertThat(seen.condition("ManualRun")).isEqualTo("True Started");
    assertThat(seen.notices()).containsExactly("RunStarted", "RunByHand");

    builder.status(seen.status());
    assertThat(Deciding.at(NOW, builder).actions()).isEmpty();
  }

  @Test
  void aRunByHandStartsAlsoWhileSuspended() {
    assertThat(Deciding.at(NOW, ScheduleBuilder.at("0 * * * *").suspended(true).run("x")).actions())
        .hasSize(1);
  }

  @Test
  void underForbidARunByHandIsRefusedAndThatIsSaid() {
    var builder = ScheduleBuilder.at("0 * * * *").policy(ConcurrencyPolicy.FORBID).run("now");
    var active = RunBuilder.tick(builder.build(), "2026-03-02T10:00:00Z").build();
    var deciding = Deciding.at(NOW, builder, active);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.status().lastManualRun()).isEqualTo("now");
    assertThat(deciding.notices()).contains("RunRefused");
    assertThat(deciding.message("ManualRun"))
        .isEqualTo(
            "Run \"now\" is refused: concurrencyPolicy is Forbid and etl-29540760 has not ended;"
                + " set a new value when it has.");
    assertThat(deciding.condition("Ready")).startsWith("True");
  }

  @Test
  void underReplaceARunByHandReplaces() {
    var builder = ScheduleBuilder.byHand().policy(ConcurrencyPolicy.REPLACE).run("b");
    var active = RunBuilder.manual(builder.build(), "a", "2026-03-02T10:10:00Z").build();
    assertThat(Deciding.at(NOW, builder, active).actions())
        .containsExactly(
            "DeleteRun " + active.name(),
            "CreateRun " + RunNames.ofManualRun(builder.build(), "b"));
  }

  @Test
  void aTickThatIsDueGoesFirst() {
    var builder = ScheduleBuilder.at("0 * * * *").run("x");
    assertThat(Deciding.at("2026-03-02T11:00:00Z", builder).actions())
        .containsExactly("CreateRun etl-29540820");
  }

  @Test
  void overridesReachTheContainers() {
    var builder =
        ScheduleBuilder.byHand()
            .parameter("MODE", "full")
            .run("x")
            .runParameters("{\"MODE\":{\"a\": [1, null]}}");
    var action =
        (ScheduleAction.CreateRun) Deciding.at(NOW, builder).decision().actions().getFirst();
    var env =
        ((Job) action.object())
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .getFirst()
            .getEnv();
    assertThat(env)
        .anySatisfy(variable -> {
          assertThat(variable.getName()).isEqualTo("MODE");
          assertThat(variable.getValue()).isEqualTo("{\"a\":[1,null]}");
        });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text                | delta                 | is not JSON; write an object such as {\"MODE\":\"delta\"}",
        "a cut-off object    | {\"MODE\":            | is not JSON; write an object such as {\"MODE\":\"delta\"}",
        "two objects         | {} {}                 | is not JSON; write an object such as {\"MODE\":\"delta\"}",
        "the same name twice | {\"MODE\":1,\"MODE\":2} | is not JSON; write an object such as {\"MODE\":\"delta\"}",
        "an array            | [\"MODE\"]            | is no JSON object; write one such as {\"MODE\":\"delta\"}",
        "an undeclared name  | {\"PATH\":\"/tmp\"}    | names \"PATH\", which is not declared; add it to spec.parameters (declared are MODE)",
        "a NUL character     | {\"MODE\":\"a\\u0000\"} | gives MODE a NUL character, which no environment variable can hold",
      })
  void whatCannotBeFollowedIsRefusedWithTheRemedy(String name, String json, String want) {
    var builder = ScheduleBuilder.byHand().parameter("MODE", "full").run("x").runParameters(json);
    var deciding = Deciding.at(NOW, builder);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.status().lastManualRun()).isEqualTo("x");
    assertThat(deciding.condition("ManualRun")).isEqualTo("False Refused");
    assertThat(deciding.message("ManualRun"))
        .isEqualTo(
            "Run \"x\" is refused: the annotation tidemill.dev/run-parameters " + want + ".");
  }

  @Test
  void hostileValuesStayWithinTheirBounds() {
    var huge = "v".repeat(200_000);
    var builder =
        ScheduleBuilder.byHand()
            .parameter("MODE", "full")
            .run(huge)
            .runParameters("{\"MODE\":\"" + huge + "\"}");
    var deciding = Deciding.at(NOW, builder);
    assertThat(deciding.status().lastManualRun()).hasSizeLessThanOrEqualTo(ManualRequest.ECHO_MAX);
    assertThat(deciding.message("ManualRun"))
        .contains("more than 32768 bytes")
        .hasSizeLessThan(500);
    builder.status(deciding.status());
    assertThat(Deciding.at(NOW, builder).decision().notices()).isEmpty();
    var other = ScheduleBuilder.byHand().run(huge + "w").status(deciding.status());
    assertThat(Deciding.at(NOW, other).actions()).hasSize(1);
    assertThat(
            Deciding.at(NOW, ScheduleBuilder.byHand().run("x").runParameters("[".repeat(90_000)))
                .actions())
        .isEmpty();
  }

  @Test
  void aRefusalIsOverOnceARunByHandHasStarted() {
    var builder = ScheduleBuilder.byHand().run("x");
    builder.status(refused(builder));
    assertThat(Deciding.at(NOW, builder).condition("Stalled")).isEqualTo("True CreateRefused");
    var run = RunBuilder.manual(builder.build(), "x", NOW).build();
    var started = Deciding.at(NOW, builder, run);
    assertThat(started.condition("Ready")).isEqualTo("True ByHand");
    builder.status(started.status());
    assertThat(Deciding.at(NOW, builder, run).condition("Ready")).isEqualTo("True ByHand");
  }

  @Test
  void aRefusalIsOverOnceNobodyAsksAnyMore() {
    var builder = ScheduleBuilder.byHand().run("x");
    builder.status(refused(builder)).noRun();
    assertThat(Deciding.at(NOW, builder).condition("Ready")).isEqualTo("True ByHand");
  }

  @Test
  void aValueThatComesBackStartsAnotherRun() {
    var builder = ScheduleBuilder.byHand().history(9, 9);
    var runs = new ArrayList<Run>();
    for (var value : List.of("a", "b", "a", "b", "a")) {
      var asked = Deciding.at(NOW, builder.run(value), runs.toArray(Run[]::new));
      assertThat(asked.actions()).hasSize(1);
      runs.add(
          RunBuilder.manual(builder.build(), value, NOW).succeeded("2026-03-02T10:31:00Z").build());
      var seen = Deciding.at(NOW, builder, runs.toArray(Run[]::new));
      assertThat(seen.status().lastManualRun()).isEqualTo(value);
      builder.status(seen.status());
    }
    assertThat(runs).extracting(Run::name).doesNotHaveDuplicates();
    assertThat(builder.build().getStatus().manualRuns()).isEqualTo(5);
  }

  @Test
  void aLongValueIsNotCutThroughTheMiddleOfACharacter() {
    var value = "v".repeat(116) + "🌊".repeat(10);
    var echo = new ManualRequest.Wanted(value, Map.of()).echo();
    assertThat(new String(echo.getBytes(UTF_8), UTF_8)).isEqualTo(echo);
    assertThat(echo).startsWith("v".repeat(116) + "~").hasSizeLessThanOrEqualTo(128);
  }

  @Test
  void numbersArriveAsTheyWereWritten() {
    var builder = ScheduleBuilder.byHand().parameter("V", "").run("x");
    var request = ManualRequestReader.read(builder.runParameters("{\"V\":1.10}").build());
    assertThat(request).contains(new ManualRequest.Wanted("x", Map.of("V", "1.10")));
    request =
        ManualRequestReader.read(
            builder.runParameters("{\"V\":[1.0e5, {\"a\": \"\\u00e9\", \"b\": null}]}").build());
    assertThat(request)
        .contains(new ManualRequest.Wanted("x", Map.of("V", "[1.0e5,{\"a\":\"é\",\"b\":null}]")));
  }

  private static BatchScheduleStatus refused(ScheduleBuilder builder) {
    return Deciding.refused(NOW, builder, Refusals.rejected("Job", "etl-1", "no"), null).status();
  }
}
