package dev.tidemill.crds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The finished CustomResourceDefinitions of Tidemill. */
final class Crds {
  private static final String HEADER =
      "# Made from the records of dev.tidemill.api.v1alpha1: see crds/README.md.\n";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  private Crds() {}

  static List<ObjectNode> all() {
    var finishing = new Finishing();
    var crds = RawCrds.generate();
    crds.forEach(finishing::finish);
    return crds;
  }

  /** The files as they are checked in, by name. */
  static Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    for (var crd : all()) {
      try {
        var name = crd.get("metadata").get("name").asText() + ".yaml";
        files.put(name, HEADER + YAML.writeValueAsString(crd));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
