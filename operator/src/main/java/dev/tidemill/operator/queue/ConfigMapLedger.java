package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.plan.ChildNames;
import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.queue.ledger.LedgerStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/** Keeps the pieces of a trigger's ledger in ConfigMaps that go with the trigger. */
final class ConfigMapLedger implements LedgerStore {
  private static final int MAX_NAME = 253;
  private static final int ID_BYTES = 5;
  private static final String CONTENT = "tidemill.dev/content";
  private static final String ENTRIES = "entries";
  private static final String NUMBERS = "numbers";

  private final KubernetesClient client;
  private final Cluster cluster;
  private final String namespace;
  private final String trigger;
  private final String uid;
  private final OwnerReference owner;

  ConfigMapLedger(Cluster cluster, QueueTrigger trigger) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.namespace = trigger.getMetadata().getNamespace();
    this.trigger = trigger.getMetadata().getName();
    this.uid = trigger.getMetadata().getUid();
    this.owner = Owners.reference(trigger);
  }

  @Override
  public String shown(String piece) {
    return "ConfigMap " + name(piece);
  }

  @Override
  public Optional<Stored> read(String piece) {
    ConfigMap map = client.configMaps().inNamespace(namespace).withName(name(piece)).get();
    return Optional.ofNullable(map)
        .map(m ->
            new Stored(
                m.getMetadata().getResourceVersion(),
                new Content(
                    m.getData() == null ? Map.of() : m.getData(),
                    binary(m, ENTRIES),
                    binary(m, NUMBERS))));
  }

  private static String binary(ConfigMap map, String name) {
    return map.getBinaryData() == null ? "" : map.getBinaryData().getOrDefault(name, "");
  }

  @Override
  public String create(String piece, Content content) throws ConflictException {
    cluster.gate().check();
    return written(piece, () -> client.resource(map(piece, content).build()).create());
  }

  @Override
  public String replace(String piece, String version, Content content) throws ConflictException {
    ConfigMap map =
        map(piece, content).editMetadata().withResourceVersion(version).endMetadata().build();
    return written(piece, () -> client.resource(map).update());
  }

  @Override
  public void delete(String piece) {
    client.configMaps().inNamespace(namespace).withName(name(piece)).delete();
  }

  private static String written(String piece, java.util.function.Supplier<ConfigMap> write)
      throws ConflictException {
    try {
      return write.get().getMetadata().getResourceVersion();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new ConflictException(piece);
      }
      throw e;
    }
  }

  private ConfigMapBuilder map(String piece, Content content) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name(piece))
        .withNamespace(namespace)
        .addToLabels(Labels.MANAGED_BY, Labels.TIDEMILL)
        .addToLabels(Labels.QUEUE_TRIGGER, Labels.valueFor(trigger))
        .addToLabels(CONTENT, "ledger")
        .withOwnerReferences(owner)
        .endMetadata()
        .withData(content.facts())
        .addToBinaryData(ENTRIES, content.entries())
        .addToBinaryData(NUMBERS, content.numbers());
  }

  private String name(String piece) {
    return ChildNames.join(trigger, Hashes.hex(ID_BYTES, uid) + "-ledger-" + piece, MAX_NAME);
  }
}
