package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two triggers in two namespaces on one queue share its messages. */
@ExtendWith(Tidemill.class)
final class TwoTriggersIT {
  private static final int MESSAGES = 40;

  @Tag("promise-4.1")
  @Test
  void eachMessageGetsOneJobInOneOfTheNamespaces(Workspace one) {
    Workspace other = Workspace.create(one.instance(), "othernamespace");
    String queue = one.queue("shared");
    String rest =
        """
        maxConcurrentJobs: 5
        successfulJobsHistoryLimit: 100
        routes: [{name: all, jobTemplate: %s}]
        """
            .formatted(JobTemplates.succeeds(500));
    one.apply(Manifests.trigger(one, "same-name", queue, rest));
    other.apply(Manifests.trigger(other, "same-name", queue, rest));
    List<String> sent =
        one.queues()
            .sendAll(queue, IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList());
    usually(
        "all settled",
        () -> {
          assertThat(one.queues().total(queue)).isZero();
          assertThat(ids(one).size() + ids(other).size()).isEqualTo(MESSAGES);
        });
    List<String> all = new ArrayList<>(ids(one));
    all.addAll(ids(other));
    assertThat(all).containsExactlyInAnyOrderElementsOf(sent);
    other.delete();
  }

  private static List<String> ids(Workspace workspace) {
    return workspace.jobs().stream()
        .map(j -> j.getMetadata().getAnnotations().get("tidemill.dev/message-id"))
        .toList();
  }
}
