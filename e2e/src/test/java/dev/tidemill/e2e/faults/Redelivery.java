package dev.tidemill.e2e.faults;

import dev.tidemill.e2e.proxy.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Delivers messages again, as SQS may: it keeps the answers to receives, and gives them as answers
 * to later ones that ask for no fewer messages.
 */
final class Redelivery {
  private static final Pattern ASKED = Pattern.compile("\"MaxNumberOfMessages\":\\s*(\\d+)");
  private static final Pattern QUEUE = Pattern.compile("\"QueueUrl\":\\s*\"[^\"]*/([^\"/]+)\"");
  private static final Pattern MESSAGE = Pattern.compile("\"MessageId\":");

  private final String queue;
  private final Random random;
  private final List<Answer> kept = new ArrayList<>();
  private int next;
  private int messages;

  /** Each char of the text is a byte. */
  private record Answer(String text, int messages) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Of one queue, by the last part of its URL. */
  Redelivery(String queue, long seed) {
    this.queue = queue;
    this.random = new Random(seed);
  }

  /** Whether a call receives from the queue. */
  boolean receives(Call call) {
    return call.operation().equals("ReceiveMessage") && queue.equals(first(QUEUE, call.text()));
  }

  /** Keeps an answer that brought something. */
  synchronized void keep(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int count = (int) MESSAGE.matcher(text).results().count();
    if (count > 0) {
      kept.add(new Answer(text, count));
    }
  }

  /** Whether a receive shall be answered with something old, for a share of them. */
  synchronized boolean sometimes(Call call, double share) {
    return receives(call) && random.nextDouble() < share && any(call) >= 0;
  }

  /** Something old that the call may be answered with. */
  synchronized byte[] again(Call call) {
    Answer answer = kept.get(any(call));
    messages += answer.messages();
    return answer.bytes();
  }

  /** Whether {@link #each} has something for a receive that has not been given yet. */
  synchronized boolean more(Call call) {
    return receives(call) && next < kept.size() && kept.get(next).messages() <= asked(call);
  }

  /** Each that was kept, once, in its order. */
  synchronized byte[] each() {
    Answer answer = kept.get(next++);
    messages += answer.messages();
    return answer.bytes();
  }

  /** Whether {@link #each} has given all. */
  synchronized boolean over() {
    return next >= kept.size();
  }

  /** How many messages were delivered again. */
  synchronized int messages() {
    return messages;
  }

  private int any(Call call) {
    int from = kept.isEmpty() ? 0 : random.nextInt(kept.size());
    for (int i = 0; i < kept.size(); i++) {
      int at = (from + i) % kept.size();
      if (kept.get(at).messages() <= asked(call)) {
        return at;
      }
    }
    return -1;
  }

  private static int asked(Call call) {
    String number = first(ASKED, call.text());
    return number.isEmpty() ? 1 : Integer.parseInt(number);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
