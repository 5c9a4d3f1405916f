package dev.tidemill.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * A field of a schema, for the tests: {@code path} is such as {@code BatchSchedule.spec.schedule},
 * with {@code []} for the items of a list.
 */
record Property(String path, JsonNode schema) {
  /** All fields of all kinds, those inside templates too. */
  static Stream<Property> all() {
    return Crds.all().stream().flatMap(Property::of);
  }

  /** Our own fields: a template itself, but not what is in it. */
  static Stream<Property> ours() {
    return all().filter(property -> !property.inTemplate());
  }

  boolean inTemplate() {
    return path.contains(".jobTemplate.") || path.contains(".jobTemplate[");
  }

  private static Stream<Property> of(ObjectNode crd) {
    return new Property(
            crd.at("/spec/names/kind").asText(), crd.at("/spec/versions/0/schema/openAPIV3Schema"))
        .andBelow();
  }

  private Stream<Property> andBelow() {
    var below =
        schema.path("properties").properties().stream()
            .map(entry -> new Property(path + "." + entry.getKey(), entry.getValue()));
    var items = Stream.of("items", "additionalProperties").filter(schema::has);
    return Stream.concat(
        Stream.of(this),
        Stream.concat(below, items.map(name -> new Property(path + "[]", schema.get(name))))
            .flatMap(Property::andBelow));
  }
}
