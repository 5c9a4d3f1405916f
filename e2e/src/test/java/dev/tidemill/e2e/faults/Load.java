package dev.tidemill.e2e.faults;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One trigger with its queue and its dead-letter queue, and the messages that are sent to it: most
 * succeed at once, and of each ten one is large, one takes long, one is for later, and one fails
 * and has to be dead-lettered.
 */
final class Load {
  /** No Job of a message takes longer, from when it was sent. */
  static final Duration LONGEST = Duration.ofSeconds(25);

  /** How many messages a load in order gets: one of a group waits for the other. */
  static final int ORDERED = Integer.getInteger("tidemill.ordered.messages", 160);

  private static final int LARGE = 40 * 1024;
  private static final Duration LATER = Duration.ofSeconds(8);

  /** Odd and no multiple of five, so that each group has messages of each kind. */
  private static final int GROUPS = Math.min(101, (ORDERED / 10) | 1);

  private final Workspace workspace;
  private final String name;
  private final String queue;
  private final String dead;
  private final boolean holds;
  private final boolean ordered;
  private final Map<String, Integer> sent = new LinkedHashMap<>();
  private final Set<String> failing = new HashSet<>();
  private final List<String> letters = new ArrayList<>();

  private Load(
      Workspace workspace,
      String name,
      String acknowledge,
      String queue,
      String dead,
      String endpoint) {
    this.workspace = workspace;
    this.name = name;
    this.queue = queue;
    this.dead = dead;
    this.ordered = fifo(queue);
    this.holds = acknowledge.equals("OnJobSucceeded");
    workspace.apply(
        Manifests.trigger(
            name,
            queue,
            endpoint,
            """
            acknowledge: %s
            maxConcurrentJobs: 100
            %s
            successfulJobsHistoryLimit: 0
            failedJobsHistoryLimit: 0
            onFailure: DeadLetter
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes:
            - {name: fails, match: {jsonPointer: /kind, equals: fails}, jobTemplate: %s}
            - {name: slow, match: {jsonPointer: /kind, equals: slow}, jobTemplate: %s}
            - {name: quick, jobTemplate: %s}
            """
                .formatted(
                    acknowledge,
                    ordered ? "" : "notBefore: {jsonPointer: /at}",
                    dead,
                    JobTemplates.fails(100, 1),
                    JobTemplates.succeeds((int) LONGEST.toMillis()),
                    JobTemplates.succeeds(300))));
  }

  /** A load on a standard queue. */
  static Load standard(Workspace workspace, String name, String acknowledge, String endpoint) {
    return new Load(
        workspace,
        name,
        acknowledge,
        workspace.queue(name),
        workspace.queue(name + "-dead"),
        endpoint);
  }

  /**
   * A load on a FIFO queue.
   *
   * @param dead its dead-letter queue, a FIFO queue or not
   */
  static Load ordered(
      Workspace workspace, String name, String acknowledge, String dead, String endpoint) {
    return new Load(workspace, name, acknowledge, workspace.fifoQueue(name), dead, endpoint);
  }

  private static boolean fifo(String queue) {
    return queue.endsWith(".fifo");
  }

  String name() {
    return name;
  }

  /** The last part of the queue's URL, to tell requests for it from others. */
  String queueName() {
    return queue.substring(queue.lastIndexOf('/') + 1);
  }

  /** Whether its messages stay in the queue until their Jobs have ended. */
  boolean holds() {
    return holds;
  }

  /** Sends so many more messages. */
  void send(int count) {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = sent.size() + i;
      bodies.add(
          switch (number % 10) {
            case 1 -> "{\"n\":%d,\"text\":\"%s\"}".formatted(number, "x".repeat(LARGE));
            case 3 -> "{\"kind\":\"fails\",\"n\":%d}".formatted(number);
            case 5 -> "{\"n\":%d,\"at\":\"%s\"}".formatted(number, Instant.now().plus(LATER));
            case 7 -> "{\"kind\":\"%s\",\"n\":%d}".formatted(ordered ? "quick" : "slow", number);
            default -> "{\"n\":%d}".formatted(number);
          });
    }
    List<String> ids =
        ordered
            ? workspace.queues().sendAllInGroups(queue, bodies, i -> "g" + group(sent.size() + i))
            : workspace.queues().sendAll(queue, bodies);
    for (int i = 0; i < count; i++) {
      sent.put(ids.get(i), sent.size());
      if (bodies.get(i).contains("fails")) {
        failing.add(ids.get(i));
      }
    }
  }

  private static int group(int number) {
    return number % GROUPS;
  }

  /** Sends a further part of those that a load in order gets. */
  void sendPart(int parts) {
    send(Math.min(Math.ceilDiv(ORDERED, parts), ORDERED - sent.size()));
  }

  Set<String> sent() {
    return sent.keySet();
  }

  Set<String> failing() {
    return failing;
  }

  /** Messages that are still in the queue, visible or not. */
  int left() {
    return workspace.queues().total(queue);
  }

  /** Dead letters that one of a later message of their group went before, in a queue with order. */
  List<String> outOfOrder(List<String> letters) {
    Map<Integer, Integer> newest = new HashMap<>();
    List<String> late = new ArrayList<>();
    for (String letter : fifo(dead) ? new LinkedHashSet<>(letters) : Set.<String>of()) {
      int number = sent.getOrDefault(letter, 0);
      int before = newest.merge(group(number), number, Math::max);
      if (before > number) {
        late.add(letter);
      }
    }
    return late;
  }

  /** The source IDs of all dead letters so far, in the order in which they were read. */
  List<String> deadLetters() {
    for (List<Message> some = workspace.queues().take(dead);
        !some.isEmpty();
        some = workspace.queues().take(dead)) {
      some.forEach(m -> letters.add(Queues.attribute(m, "tidemill-source-message-id")));
    }
    return List.copyOf(letters);
  }
}
