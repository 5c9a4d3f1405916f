package dev.tidemill.e2e.faults;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One trigger with its queue and its dead-letter queue, and the messages that are sent to it: most
 * succeed at once, some are large, some take long, some are for later, some fail and have to be
 * dead-lettered.
 */
final class Load {
  /** No Job of a message takes longer, from when it was sent. */
  static final Duration LONGEST = Duration.ofSeconds(25);

  private static final int LARGE = 40 * 1024;
  private static final Duration LATER = Duration.ofSeconds(8);

  private final Workspace workspace;
  private final String name;
  private final String queue;
  private final String dead;
  private final boolean holds;
  private final Set<String> sent = new HashSet<>();
  private final Set<String> failing = new HashSet<>();

  Load(Workspace workspace, String name, String acknowledge, String endpoint) {
    this.workspace = workspace;
    this.name = name;
    this.queue = workspace.queue(name);
    this.dead = workspace.queue(name + "-dead");
    this.holds = acknowledge.equals("OnJobSucceeded");
    workspace.apply(
        Manifests.trigger(
            name,
            queue,
            endpoint,
            """
            acknowledge: %s
            maxConcurrentJobs: 100
            notBefore: {jsonPointer: /at}
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
                    dead,
                    JobTemplates.fails(100, 1),
                    JobTemplates.succeeds((int) LONGEST.toMillis()),
                    JobTemplates.succeeds(300))));
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
          switch (number % 20) {
            case 3 -> "{\"kind\":\"fails\",\"n\":%d}".formatted(number);
            case 7 -> "{\"kind\":\"slow\",\"n\":%d}".formatted(number);
            case 11 -> "{\"n\":%d,\"text\":\"%s\"}".formatted(number, "x".repeat(LARGE));
            case 15 -> "{\"n\":%d,\"at\":\"%s\"}".formatted(number, Instant.now().plus(LATER));
            default -> "{\"n\":%d}".formatted(number);
          });
    }
    List<String> ids = workspace.queues().sendAll(queue, bodies);
    for (int i = 0; i < count; i++) {
      sent.add(ids.get(i));
      if (bodies.get(i).contains("fails")) {
        failing.add(ids.get(i));
      }
    }
  }

  Set<String> sent() {
    return sent;
  }

  Set<String> failing() {
    return failing;
  }

  /** Messages that are still in the queue, visible or not. */
  int left() {
    return workspace.queues().total(queue);
  }

  /** The source IDs of the dead letters; reading takes them out. */
  List<String> deadLetters() {
    List<String> sources = new ArrayList<>();
    for (List<Message> some = workspace.queues().receive(dead);
        !some.isEmpty();
        some = workspace.queues().receive(dead)) {
      some.forEach(m -> sources.add(Queues.attribute(m, "tidemill-source-message-id")));
    }
    return sources;
  }
}
