package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values of a message arrive in its Job, and what is refused. */
@ExtendWith(Tidemill.class)
final class ParameterIT {
  private static final String PARAMETERS =
      """
      parameters:
      - {name: KEY, from: {jsonPointer: /Records/0/s3/object/key}, decode: Url, required: true}
      - {name: SIZE, from: {jsonPointer: /size}}
      - {name: TREE, from: {jsonPointer: /tree}}
      - {name: TENANT, from: {attribute: tenant}, default: public, maxLength: 8}
      - {name: STAGE, value: "$(HOME) $$ `id`"}
      """;

  @Test
  void valuesArriveLiterally(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "literal",
            queue,
            PARAMETERS
                + "routes: [{name: all, jobTemplate: %s}]"
                    .formatted(
                        JobTemplates.script(
                            "printf '%s|' \"$KEY\" \"$SIZE\" \"$TREE\" \"$TENANT\" \"$STAGE\""
                                + " \"$TIDEMILL_ROUTE\" \"$TIDEMILL_ATTEMPT\""))));
    workspace
        .queues()
        .send(
            queue,
            """
            {"Records":[{"s3":{"object":{"key":"in/a+b%2Bc%C3%A4%24%28PATH%29.csv"}}}],
             "size":12.50,"tree":{"b":[1, 2],"a":null}}
            """);
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    assertThat(workspace.log(workspace.jobs().getFirst()))
        .isEqualTo(
            "in/a b+cä$(PATH).csv|12.50|{\"b\":[1,2],\"a\":null}|public|$(HOME) $$ `id`|all|1|");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "missing| {\"size\":1} | KEY",
        "notjson| this is not JSON | KEY",
        "empty| {} | KEY",
        "array| [] | KEY",
        "truncated| {\"Records\":[ | KEY",
        "badpercent| {\"Records\":[{\"s3\":{\"object\":{\"key\":\"a%zz\"}}}]} | KEY",
        "nul| {\"Records\":[{\"s3\":{\"object\":{\"key\":\"a%00b\"}}}]} | KEY",
      })
  void aMessageWithoutAUsableRequiredValueIsDeadLettered(
      String name, String body, String words, Workspace workspace) {
    refused(workspace, name, body, Map.of(), words);
  }

  @Test
  void aValueThatIsTooLongIsDeadLettered(Workspace workspace) {
    refused(
        workspace,
        "toolong",
        "{\"Records\":[{\"s3\":{\"object\":{\"key\":\"a\"}}}]}",
        Map.of("tenant", "123456789"),
        "TENANT");
  }

  @Test
  void aTreeThatIsTooDeepIsDeadLettered(Workspace workspace) {
    refused(workspace, "deep", "[".repeat(100_000) + "]".repeat(100_000), Map.of(), "KEY");
  }

  private static void refused(
      Workspace workspace, String name, String body, Map<String, String> attributes, String words) {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            name,
            queue,
            PARAMETERS
                + """
                deadLetter: {sqs: {queueUrl: "%s"}}
                routes: [{name: all, jobTemplate: %s}]
                """
                    .formatted(dead, JobTemplates.succeeds(100))));
    workspace.queues().send(queue, body, attributes);
    usually("a dead letter", () -> assertThat(workspace.queues().total(dead)).isOne());
    var letter = workspace.queues().receive(dead).getFirst();
    assertThat(letter.body()).isEqualTo(body);
    assertThat(Queues.attribute(letter, "tidemill-reason")).contains(words);
    assertThat(workspace.jobs()).isEmpty();
    usually("deleted", () -> assertThat(workspace.queues().total(queue)).isZero());
  }
}
