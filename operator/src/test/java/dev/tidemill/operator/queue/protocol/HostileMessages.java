package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Makes messages that SQS takes and that try to break out of the place where they belong. */
final class HostileMessages {
  /** What SQS takes at most, body and attributes together. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final int MAX_ATTRIBUTES = 10;
  private static final int CHUNK = 4096;
  private static final Instant SENT = Instant.parse("2026-11-23T05:59:59Z");

  /**
   * Sizes at which a message goes another way: annotations, a variable, one string, all there is.
   */
  private static final int[] LIMITS = {
    1,
    2,
    16 * 1024 - 2,
    16 * 1024 - 1,
    32 * 1024,
    32 * 1024 + 1,
    130_560,
    130_561,
    MAX_BYTES - 1,
    MAX_BYTES
  };

  /** Each means something to a shell, YAML, JSON, CEL, the kubelet, a URL or a template. */
  private static final List<String> PIECES =
      List.of(
          "$(KEY)",
          "$(TIDEMILL_ROUTE)",
          "$$(KEY)",
          "$",
          "$(",
          "${KEY}",
          "\n  - {name: evil, image: evil}\n",
          "\n---\nkind: Pod\n",
          "'",
          "\"",
          "\",\"env\":[{\"name\":\"EVIL\"}],\"x\":\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "%24%28KEY%29",
          "%00",
          "%zz",
          "; exit 1 #",
          "`reboot`",
          "{{ .Values }}",
          "]}",
          "\r",
          "\t",
          "=",
          "€",
          "\uD83D\uDE00",
          "x",
          "tidemill.dev/message-key");

  private final RandomGenerator random;

  HostileMessages(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A message; its size is spread evenly over the orders of magnitude, or is a limit.
   *
   * @param sns whether it is mostly in an envelope
   * @param base64 whether it is mostly encoded
   */
  Message next(boolean sns, boolean base64) {
    int size = size();
    Map<String, Attribute> attributes = random.nextInt(3) == 0 ? Map.of() : attributes(size / 2);
    int used = attributes.entrySet().stream().mapToInt(HostileMessages::bytes).sum();
    int left = Math.max(1, size - used);
    String body = random.nextInt(4) == 0 ? plain(left) : packed(left, sns, base64);
    return new Message(
        hostile(20), hostile(20), body, attributes, SENT, SENT, 1 + random.nextInt(5), null);
  }

  private int size() {
    return random.nextInt(4) == 0
        ? LIMITS[random.nextInt(LIMITS.length)]
        : (int) Math.exp(random.nextDouble() * Math.log(MAX_BYTES));
  }

  private String packed(int size, boolean sns, boolean base64) {
    int content = sns ? size / 2 : size;
    String body = base64 ? base64(content) : plain(content);
    return sns ? enveloped(body, size) : body;
  }

  private String plain(int size) {
    return switch (random.nextInt(4)) {
      case 0 -> hostile(size);
      case 1 -> "[".repeat(size);
      case 2 -> json(size).replace("\"", random.nextBoolean() ? "" : "'");
      default -> json(size);
    };
  }

  /** Not longer than this in bytes, but for the least that it takes. */
  private String json(int size) {
    String value = quoted(hostile(Math.max(1, size / 3)));
    String json = "{\"size\":" + random.nextInt() + ",\"key\":" + value;
    int filler = size - utf8(json) - 9;
    String whole = json + (filler < 0 ? "}" : ",\"m\":\"" + "y".repeat(filler) + "\"}");
    return utf8(whole) > size ? hostile(size) : whole;
  }

  private String enveloped(String content, int size) {
    String whole =
        "{\"Type\":\"Notification\",\"Message\":"
            + quoted(content)
            + ",\"MessageAttributes\":{\"tenant\":{\"Type\":\"String\",\"Value\":"
            + quoted(hostile(10))
            + "}}}";
    return utf8(whole) > size ? hostile(size) : whole;
  }

  private String base64(int size) {
    byte[] bytes = new byte[Math.max(1, size / 4 * 3)];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
      return Base64.getEncoder().encodeToString(bytes);
    }
    byte[] text = json(bytes.length).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private Map<String, Attribute> attributes(int size) {
    Map<String, Attribute> attributes = new TreeMap<>();
    int left = size;
    int count = 1 + random.nextInt(MAX_ATTRIBUTES);
    for (int i = 0; i < count; i++) {
      String name = i == 0 ? "tenant" : i == 1 ? "url" : "a." + i;
      int value = random.nextInt(Math.max(1, left)) - 40;
      if (value > 0) {
        Attribute attribute =
            random.nextInt(3) == 0
                ? new Attribute("Binary", null, base64(value))
                : Attribute.text(hostile(value));
        attributes.put(name, attribute);
        left -= bytes(Map.entry(name, attribute));
      }
    }
    return attributes;
  }

  private static int bytes(Map.Entry<String, Attribute> attribute) {
    Attribute value = attribute.getValue();
    String base64 = value.base64();
    int content = base64 == null ? utf8(value.value()) : base64.length() / 4 * 3;
    return attribute.getKey().length() + value.dataType().length() + content;
  }

  /** Text of exactly this many bytes. */
  private String hostile(int size) {
    if (size == 0) {
      return "";
    }
    StringBuilder chunk = new StringBuilder();
    int bytes = 0;
    while (bytes < Math.min(size, CHUNK)) {
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      chunk.append(piece);
      bytes += utf8(piece);
    }
    return cut(chunk.toString().repeat(size / bytes + 1), size);
  }

  /** The text, cut and filled up to this many bytes. */
  private static String cut(String text, int size) {
    StringBuilder cut = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < text.length() && bytes < size; ) {
      int point = text.codePointAt(i);
      int width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes + width > size) {
        break;
      }
      cut.appendCodePoint(point);
      bytes += width;
      i += Character.charCount(point);
    }
    return cut.append("z".repeat(size - bytes)).toString();
  }

  /** As JSON; half of the time what looks like an escape stays one. */
  private String quoted(String text) {
    String escaped = random.nextBoolean() ? text.replace("\\", "\\\\") : text.replace("\\\\", "");
    return "\""
        + escaped
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + "\"";
  }

  private static int utf8(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
