package dev.tidemill.e2e.harness;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Makes queues and looks into them as a producer and as an administrator would. */
public final class Queues {
  /** What the test server takes as credentials. */
  public static final String KEY = "never-in-a-log";

  private final SqsClient sqs;

  /** Speaks to a server. */
  public Queues(String endpoint) {
    this.sqs =
        SqsClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
            .build();
  }

  /** Creates a queue, by its name a standard or a FIFO queue, and hands back its URL. */
  public String create(String name) {
    return name.endsWith(".fifo")
        ? create(name, Map.of(QueueAttributeName.FIFO_QUEUE, "true"))
        : sqs.createQueue(r -> r.queueName(name)).queueUrl();
  }

  /** Creates a queue with attributes of its own. */
  public String create(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
  }

  /** Creates a queue, or empties it where an earlier run has left it. */
  public void createEmpty(String name) {
    String url = create(name);
    sqs.purgeQueue(r -> r.queueUrl(url));
  }

  /** Deletes a queue with all that is in it. */
  public void delete(String url) {
    sqs.deleteQueue(r -> r.queueUrl(url));
  }

  /** Sends a message and hands back its ID. */
  public String send(String url, String body) {
    return send(url, body, Map.of());
  }

  /** Sends a message with string attributes and hands back its ID. */
  public String send(String url, String body, Map<String, String> attributes) {
    return sendTyped(
        url,
        body,
        attributes.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> string(e.getValue()))));
  }

  /** Sends a message with attributes of any type and hands back its ID. */
  public String sendTyped(String url, String body, Map<String, MessageAttributeValue> attributes) {
    return sqs.sendMessage(r -> r.queueUrl(url).messageBody(body).messageAttributes(attributes))
        .messageId();
  }

  /** Sends many messages, ten at a time, and hands back their IDs. */
  public List<String> sendAll(String url, List<String> bodies) {
    return sendAll(url, bodies, (_, entry) -> entry);
  }

  /** Sends many messages to groups of a FIFO queue, and hands back their IDs. */
  public List<String> sendAllInGroups(String url, List<String> bodies, IntFunction<String> group) {
    return sendAll(
        url,
        bodies,
        (i, entry) ->
            entry
                .messageGroupId(group.apply(i))
                .messageDeduplicationId(UUID.randomUUID().toString()));
  }

  private List<String> sendAll(
      String url,
      List<String> bodies,
      BiFunction<
              Integer, SendMessageBatchRequestEntry.Builder, SendMessageBatchRequestEntry.Builder>
          complete) {
    List<String> ids = new java.util.ArrayList<>();
    for (int from = 0; from < bodies.size(); from += 10) {
      List<String> part = bodies.subList(from, Math.min(bodies.size(), from + 10));
      int first = from;
      List<SendMessageBatchRequestEntry> entries =
          java.util.stream.IntStream.range(0, part.size())
              .mapToObj(i ->
                  complete
                      .apply(
                          first + i,
                          SendMessageBatchRequestEntry.builder()
                              .id(String.valueOf(i))
                              .messageBody(part.get(i)))
                      .build())
              .toList();
      sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries))
          .successful()
          .forEach(e -> ids.add(e.messageId()));
    }
    return ids;
  }

  /** Sends to a message group of a FIFO queue and hands back the message's ID. */
  public String sendInGroup(String url, String group, String body) {
    return sqs.sendMessage(r ->
            r.queueUrl(url)
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(UUID.randomUUID().toString()))
        .messageId();
  }

  /** Takes what is visible, and deletes it. */
  public List<Message> take(String url) {
    List<Message> taken = receive(url);
    taken.forEach(m -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(m.receiptHandle())));
    return taken;
  }

  /** Takes what is visible, with everything that SQS tells; it stays hidden for 30 s. */
  public List<Message> receive(String url) {
    return sqs.receiveMessage(r ->
            r.queueUrl(url)
                .maxNumberOfMessages(10)
                .visibilityTimeout((int) Duration.ofSeconds(30).toSeconds())
                .messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  /** Messages that are visible, hidden, or delayed. */
  public int total(String url) {
    return depth(url).values().stream().mapToInt(Integer::parseInt).sum();
  }

  /** Messages that are hidden. */
  public int hidden(String url) {
    return Integer.parseInt(
        depth(url)
            .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0"));
  }

  /** Messages that are visible. */
  public int visible(String url) {
    return Integer.parseInt(
        depth(url).getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
  }

  /** A string attribute. */
  public static MessageAttributeValue string(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  /** The text of a message's attribute; empty where it has none of that name. */
  public static String attribute(Message message, String name) {
    MessageAttributeValue value = message.messageAttributes().get(name);
    return value == null ? "" : value.stringValue();
  }

  /** The client itself. */
  public SqsClient sqs() {
    return sqs;
  }

  private Map<QueueAttributeName, String> depth(String url) {
    return sqs.getQueueAttributes(r ->
            r.queueUrl(url)
                .attributeNames(
                    Arrays.asList(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)))
        .attributes();
  }
}
