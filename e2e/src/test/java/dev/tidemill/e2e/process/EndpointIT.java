package dev.tidemill.e2e.process;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.OperatorProcess;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.SharedOperator;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator tells probes and Prometheus, and what it logs. */
@ExtendWith(Tidemill.class)
final class EndpointIT {
  private static final String BODY = "a body that nobody may log";

  @Test
  void healthAndReadiness() throws Exception {
    OperatorProcess operator = SharedOperator.get();
    assertThat(operator.get("/healthz").code()).isEqualTo(200);
    assertThat(operator.get("/readyz").code()).isEqualTo(200);
    assertThat(operator.get("/nothing").code()).isEqualTo(404);
  }

  @Test
  void metricsWithoutUnboundedLabels(Workspace workspace) throws Exception {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "metered",
            queue,
            """
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes: [{name: one, match: {body: "%s"}, jobTemplate: %s}]
            """
                .formatted(dead, BODY, JobTemplates.succeeds(100))));
    workspace.queues().send(queue, BODY);
    workspace.queues().send(queue, "something else");
    usually(
        "both settled",
        () -> {
          assertThat(workspace.queues().total(queue)).isZero();
          assertThat(workspace.queues().total(dead)).isOne();
        });
    usually(
        "counted",
        () ->
            assertThat(SharedOperator.get().get("/metrics").body())
                .containsPattern("tidemill_queue_jobs_total\\S* [1-9]")
                .containsPattern("tidemill_message_to_job_seconds_bucket")
                .containsPattern("tidemill_acknowledgements_total\\S* [1-9]")
                .containsPattern("tidemill_dead_letters_total\\S* [1-9]")
                .containsPattern("tidemill_queue_depth")
                .containsPattern("tidemill_leader\\S* 1"));
    String metrics = SharedOperator.get().get("/metrics").body();
    assertThat(metrics).doesNotContain(workspace.namespace(), "metered");
    assertThat(SharedOperator.get().log()).doesNotContain(BODY).doesNotContain(Queues.KEY);
  }
}
