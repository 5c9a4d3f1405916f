package dev.tidemill.crds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs fabric8's generator over the records; what it makes is not finished. */
final class RawCrds {
  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(BatchSchedule.class, QueueTrigger.class, JobChain.class);

  private RawCrds() {}

  static Class<? extends HasMetadata> kind(String name) {
    return KINDS.stream().filter(k -> k.getSimpleName().equals(name)).findFirst().orElseThrow();
  }

  static List<ObjectNode> generate() {
    var output = new InMemory();
    new CRDGenerator()
        .withOutput(output)
        .forCRDVersions("v1")
        .customResourceClasses(KINDS)
        .generate();
    var mapper = new YAMLMapper();
    var crds = new ArrayList<ObjectNode>();
    for (var file : output.files.values()) {
      try {
        crds.add((ObjectNode) mapper.readTree(file.toByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return crds;
  }

  /** Keeps the generator's files in memory, by name. */
  private static final class InMemory implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return files.computeIfAbsent(crdName, name -> new ByteArrayOutputStream());
    }

    @Override
    public URI crdURI(String crdName) {
      return Path.of(crdName).toUri();
    }

    @Override
    public void close() {}
  }
}
