package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.Parameter;
import dev.tidemill.api.v1alpha1.Retry;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepOrder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds chains for tests, steps in the order of the calls. */
final class ChainBuilder {
  static final String UID = "11111111-2222-3333-4444-555555555555";

  private final List<Step> steps = new ArrayList<>();
  private List<Parameter> parameters = List.of();
  private @Nullable StepOrder order;
  private @Nullable Integer maxParallel;
  private @Nullable Long deadline;
  private @Nullable Long ttl;
  private boolean ofMessage;
  private @Nullable ChainFailurePolicy onFailure;
  private @Nullable Boolean suspend;
  private @Nullable Boolean cancel;
  private long generation = 1;

  /** Steps one after the other. */
  static ChainBuilder sequential(String... names) {
    ChainBuilder chain = new ChainBuilder();
    for (String name : names) {
      chain.step(name);
    }
    return chain;
  }

  static ChainBuilder graph() {
    ChainBuilder chain = new ChainBuilder();
    chain.order = StepOrder.GRAPH;
    return chain;
  }

  ChainBuilder order(StepOrder value) {
    order = value;
    return this;
  }

  ChainBuilder step(String name, String... dependsOn) {
    return step(new Step(name, List.of(dependsOn), List.of(), null, template()));
  }

  ChainBuilder retried(String name, int limit, String delay, String... dependsOn) {
    Retry retry = new Retry(limit, delay, null, null);
    return step(new Step(name, List.of(dependsOn), List.of(), retry, template()));
  }

  ChainBuilder step(Step step) {
    steps.add(step);
    return this;
  }

  ChainBuilder parameter(String name, String value) {
    parameters = List.of(new Parameter(name, value));
    return this;
  }

  ChainBuilder maxParallel(int value) {
    maxParallel = value;
    return this;
  }

  ChainBuilder deadline(long seconds) {
    deadline = seconds;
    return this;
  }

  /** It counts as the Job of a message. */
  ChainBuilder ofMessage() {
    ofMessage = true;
    return this;
  }

  ChainBuilder ttl(long seconds) {
    ttl = seconds;
    return this;
  }

  ChainBuilder onFailure(ChainFailurePolicy value) {
    onFailure = value;
    return this;
  }

  ChainBuilder suspended() {
    suspend = true;
    return this;
  }

  ChainBuilder cancelled() {
    cancel = true;
    generation++;
    return this;
  }

  JobChain build() {
    JobChain chain = new JobChain();
    chain.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("default")
            .withName("etl")
            .withUid(UID)
            .withGeneration(generation)
            .withResourceVersion("1")
            .build());
    if (ofMessage) {
      chain.addOwnerReference(
          new OwnerReferenceBuilder().withKind("QueueTrigger").withController(true).build());
    }
    chain.setSpec(
        new JobChainSpec(
            order, parameters, maxParallel, deadline, ttl, onFailure, suspend, cancel, steps));
    return chain;
  }

  static JobTemplateSpec template() {
    return new JobTemplateSpecBuilder()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("busybox:1.35")
        .endContainer()
        .withRestartPolicy("Never")
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
