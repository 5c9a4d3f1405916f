package dev.tidemill.operator.plan;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells when an object was written, by the times that the API server keeps for each writer; source:
 * "Field Management" in the Kubernetes documentation. Writes of a status do not count.
 */
public final class Writes {
  private Writes() {}

  /**
   * When it was last written by one of the writers that count, to the second; empty where no time
   * is known.
   */
  public static Optional<Instant> last(ObjectMeta metadata, Predicate<ManagedFieldsEntry> counts) {
    return Stream.ofNullable(metadata.getManagedFields())
        .flatMap(List::stream)
        .filter(entry -> entry.getSubresource() == null || entry.getSubresource().isEmpty())
        .filter(counts)
        .map(entry -> time(entry.getTime()))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return Times.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
