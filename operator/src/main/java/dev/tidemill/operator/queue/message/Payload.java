package dev.tidemill.operator.queue.message;

import dev.tidemill.operator.plan.ChildNames;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message as its pods see it, the message as it was received where that is another, and where
 * they are put.
 *
 * <p>What was received is kept because dead letters carry it, and because a further attempt opens
 * it anew, as the spec then says. It lies under the same names whatever the spec says, and what the
 * pods see under names that differ by how it was opened: ConfigMaps never change, and attempts
 * before and after an edit of the spec use those of their own.
 *
 * @param seen what the pods see
 * @param received what was received; null if the pods see just that
 * @param pods how many templates of pods it is put into
 */
public record Payload(Layout seen, @Nullable Layout received, Kind kind, int pods) {
  /** How a message was opened. */
  public enum Kind {
    /** Not at all. */
    AS_RECEIVED(""),
    /** Its body was decoded. */
    BASE64("-b"),
    /** It was taken out of its envelope. */
    SNS("-s"),
    /** It was taken out of its envelope, and its body was decoded. */
    SNS_BASE64("-sb");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  /**
   * Up to this many bytes lie in annotations, within the one create. More would make each write of
   * the Job's and the pod's status store them again; a ConfigMap costs one create and one delete.
   */
  public static final int INLINE_BYTES = 16 * 1024;

  /** The longest body that is also an environment variable. */
  public static final int VARIABLE_BYTES = 32 * 1024;

  /** The key and file name of the body. */
  public static final String BODY = "body";

  /** The key and file name of the attributes. */
  public static final String ATTRIBUTES = "attributes.json";

  /**
   * Lays a message out.
   *
   * @param message as it was received
   * @param opened what was found in it
   * @param json writes attributes.json
   */
  public static Payload of(
      Message message, Opened.Content opened, Function<Map<String, Attribute>, String> json) {
    Layout seen = Layout.of(opened.message(), opened.binary(), json);
    Layout received = opened.kind() == Kind.AS_RECEIVED ? null : Layout.of(message, null, json);
    return new Payload(seen, received, opened.kind(), 1);
  }

  /** Lays a message out that its pods see as it was received. */
  public static Payload of(Message message, Function<Map<String, Attribute>, String> json) {
    return of(message, new Opened.Content(message, null, Kind.AS_RECEIVED), json);
  }

  /** The same for a number of templates, each of which has it. */
  public Payload in(int templates) {
    return new Payload(seen, received, kind, templates);
  }

  /** Whether all of it lies in annotations: those can be text only. */
  public boolean inline() {
    long kept = received == null ? 0 : received.size();
    return seen.binary() == null
        && seen.size() * (long) pods + kept <= INLINE_BYTES
        && seen.values().isEmpty();
  }

  /** Whether it can be kept: only an envelope may hold more attributes than there is room for. */
  public boolean fits() {
    return Utf8.length(seen.attributes()) <= Layout.MAP_BYTES;
  }

  /** Whether the body is also an environment variable: those are text without a zero byte. */
  boolean variable() {
    return seen.binary() == null
        && seen.bodyBytes() <= VARIABLE_BYTES
        && seen.body().indexOf('\0') < 0;
  }

  /** The names of all ConfigMaps that a message may have. */
  public static List<String> mapNames(String trigger, String key) {
    return Stream.of(Kind.values())
        .flatMap(k -> Stream.of(bodyMap(trigger, key, k), attributesMap(trigger, key, k)))
        .toList();
  }

  /** The names of those that hold it as it was received, where it does not lie in annotations. */
  public static List<String> receivedMapNames(String trigger, String key) {
    return List.of(
        bodyMap(trigger, key, Kind.AS_RECEIVED), attributesMap(trigger, key, Kind.AS_RECEIVED));
  }

  /** The name of the ConfigMap that holds a body. */
  static String bodyMap(String trigger, String key, Kind kind) {
    return ChildNames.join(trigger, key + "-message" + kind.suffix, ChildNames.JOB_MAX);
  }

  /** The name of the ConfigMap that holds attributes where they need one of their own. */
  static String attributesMap(String trigger, String key, Kind kind) {
    return ChildNames.join(trigger, key + "-attributes" + kind.suffix, ChildNames.JOB_MAX);
  }
}
