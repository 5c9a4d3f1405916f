package dev.tidemill.operator.schedule.cron;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a zone of the JDK as a TZif file (RFC 8536), so that Go computes with the same rules and
 * the comparison is about cron, not about which machine has the newer tz database.
 */
final class ZoneFile {
  private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2060-01-01T00:00:00Z");

  private ZoneFile() {}

  static void write(ZoneId zone, Path folder) {
    try {
      var file = folder.resolve(zone.getId());
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, bytes(zone));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ZoneId zone) throws IOException {
    var transitions = transitions(zone);
    var offsets = new ArrayList<Integer>();
    offsets.add(zone.getRules().getOffset(FIRST).getTotalSeconds());
    transitions.forEach(t -> offsets.add(t.getOffsetAfter().getTotalSeconds()));
    var types = offsets.stream().distinct().toList();
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    header(out, 0, 0);
    header(out, transitions.size(), types.size());
    for (var transition : transitions) {
      out.writeLong(transition.toEpochSecond());
    }
    for (var transition : transitions) {
      out.writeByte(types.indexOf(transition.getOffsetAfter().getTotalSeconds()));
    }
    for (var type : types) {
      out.writeInt(type);
      out.writeByte(0);
      out.writeByte(0);
    }
    out.write(new byte[] {'X', 0, '\n', '\n'});
    return bytes.toByteArray();
  }

  private static List<ZoneOffsetTransition> transitions(ZoneId zone) {
    var list = new ArrayList<ZoneOffsetTransition>();
    var next = zone.getRules().nextTransition(FIRST);
    while (next != null && next.getInstant().isBefore(LAST)) {
      list.add(next);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return list;
  }

  /** Counts of UTC flags, standard flags, leap seconds, transitions, types and abbreviations. */
  private static void header(DataOutputStream out, int transitions, int types) throws IOException {
    out.write("TZif2".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[15]);
    for (int count : new int[] {0, 0, 0, transitions, types, types == 0 ? 0 : 2}) {
      out.writeInt(count);
    }
  }
}
