package dev.tidemill.e2e.faults;

import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.BusyTime;
import dev.tidemill.e2e.harness.Checkout;
import dev.tidemill.e2e.harness.Dump;
import dev.tidemill.e2e.harness.Installation;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.OperatorSettings;
import dev.tidemill.e2e.harness.Workspace;
import dev.tidemill.e2e.proxy.FaultProxy;
import dev.tidemill.e2e.proxy.Tls;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Triggers on a standard and on a FIFO queue, one for each way to acknowledge, in a namespace whose
 * operator speaks to both of its servers through proxies; and what has to hold in the end.
 */
final class FaultRun implements AutoCloseable {
  private static final Duration DRAIN =
      Duration.ofMinutes(4).plus(Duration.ofMillis(100L * Load.ORDERED));
  private static final Duration CLEAN = Duration.ofMinutes(4);
  private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();
  private static final ListOptions ONE_PAYLOAD =
      new ListOptionsBuilder(ONE).withLabelSelector("tidemill.dev/content=payload").build();

  private final String name;
  private final Workspace workspace;
  private final FaultProxy api;
  private final FaultProxy sqs;
  private final Witness witness;
  private final List<Load> loads;
  private final List<Load> ordered;
  private final BusyTime busy;

  FaultRun(Instance instance, String name) {
    Installation.forgetLease(instance);
    this.name = name;
    this.workspace = Workspace.create(instance, name);
    this.api =
        new FaultProxy(
            instance.client().getMasterUrl().toString(),
            Tls.trusting(instance.client().getConfiguration().getCaCertData()));
    this.sqs = FaultProxy.plain(instance.sqsEndpoint());
    this.witness = new Witness(workspace);
    this.loads =
        List.of(
            Load.standard(workspace, "succeeded", "OnJobSucceeded", sqs.url()),
            Load.standard(workspace, "created", "OnJobCreated", sqs.url()));
    this.ordered =
        List.of(
            Load.ordered(
                workspace,
                "ordered-succeeded",
                "OnJobSucceeded",
                workspace.fifoQueue("ordered-dead"),
                sqs.url()),
            Load.ordered(
                workspace,
                "ordered-created",
                "OnJobCreated",
                workspace.queue("ordered-dead"),
                sqs.url()));
    this.busy = BusyTime.begin();
  }

  FaultProxy api() {
    return api;
  }

  FaultProxy sqs() {
    return sqs;
  }

  Workspace workspace() {
    return workspace;
  }

  List<Load> loads() {
    return loads;
  }

  /** Who watches the Jobs from outside. */
  Witness witness() {
    return witness;
  }

  /** Whether every message has had its Job and has left its queue. */
  boolean done() {
    return all().stream().allMatch(l -> l.left() == 0 && missing(l).isEmpty());
  }

  /** Sends a part of their messages to the triggers with FIFO queues. */
  void sendOrdered(int parts) {
    ordered.forEach(l -> l.sendPart(parts));
  }

  private List<Load> all() {
    return Stream.concat(loads.stream(), ordered.stream()).toList();
  }

  /** An operator behind the proxies, started again whenever it ends. */
  Supervised operator(String which) {
    return new Supervised(OperatorSettings.of(workspace.instance(), name + "-" + which, api.url()));
  }

  /** Waits until all is done and cleaned up, and asserts the promise. */
  void settle(String faults) {
    try {
      for (Load load : all()) {
        within(
            DRAIN,
            load.name() + ": every message has its Job and has left the queue",
            () -> {
              assertThat(missing(load)).isEmpty();
              assertThat(load.left()).isZero();
            });
      }
      rest();
      promiseKept();
      for (Load load : all()) {
        counted(load);
        List<String> letters = load.deadLetters();
        assertThat(new HashSet<>(letters)).isEqualTo(load.failing());
        assertThat(load.outOfOrder(letters)).isEmpty();
      }
      cleaned();
      System.out.printf(
          "%s: %d messages, %d of them in order, %s: 0 lost, 0 duplicate Jobs, 0 out of order,"
              + " nothing left over%n",
          name, count(all()), count(ordered), faults);
    } catch (AssertionError | RuntimeException e) {
      dump(e);
      throw e;
    }
  }

  private static int count(List<Load> loads) {
    return loads.stream().mapToInt(l -> l.sent().size()).sum();
  }

  /** Asserts what the promise says of Jobs, for all that was seen until now. */
  void promiseKept() {
    assertThat(witness.violations()).as("two Jobs at once, or one after a success").isEmpty();
    assertThat(witness.outOfOrder()).as("out of the order of its group").isEmpty();
    assertThat(witness.withMoreJobsThan(1)).as("more than one Job of a message").isEmpty();
  }

  /** From now on there is little to do but to wait. */
  void rest() {
    busy.close();
  }

  @Override
  public void close() {
    busy.close();
    witness.close();
    api.close();
    sqs.close();
    workspace.delete();
  }

  private Set<String> missing(Load load) {
    Set<String> missing = new HashSet<>(load.sent());
    missing.removeAll(witness.started(load.name()));
    return missing;
  }

  private void counted(Load load) {
    long failed = load.failing().size();
    within(
        DRAIN,
        load.name() + ": the totals are those of the messages",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, load.name());
          assertThat(trigger.number("/status/received")).isEqualTo(load.sent().size());
          assertThat(trigger.number("/status/succeeded")).isEqualTo(load.sent().size() - failed);
          assertThat(trigger.number("/status/failed")).isEqualTo(failed);
          assertThat(trigger.number("/status/deadLettered")).isEqualTo(failed);
          assertThat(trigger.number("/status/active")).isZero();
          assertThat(trigger.number("/status/inFlight")).isZero();
        });
  }

  private void cleaned() {
    within(
        CLEAN,
        "no Job and no payload is left",
        () -> {
          var client = workspace.client();
          String namespace = workspace.namespace();
          assertThat(client.batch().v1().jobs().inNamespace(namespace).list(ONE).getItems())
              .isEmpty();
          assertThat(client.configMaps().inNamespace(namespace).list(ONE_PAYLOAD).getItems())
              .isEmpty();
        });
  }

  private void dump(Throwable failure) {
    try {
      Files.createDirectories(Checkout.reports());
      Files.writeString(
          Checkout.reports().resolve(workspace.namespace() + ".txt"),
          failure + "\n" + Dump.of(workspace));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
