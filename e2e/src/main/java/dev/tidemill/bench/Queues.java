package dev.tidemill.bench;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Makes queues on the instance's SQS server and puts messages into them. */
final class Queues {
  private static final int BATCH = 10;

  private final String endpoint;
  private final String region;
  private final SqsClient sqs;

  /** What a client must know of a queue. */
  record Address(String url, String endpoint, String region) {}

  Queues(String endpoint, String region) {
    this.endpoint = endpoint;
    this.region = region;
    this.sqs =
        SqsClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.of(region))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  Address create(String name) {
    return address(sqs.createQueue(r -> r.queueName(name)).queueUrl());
  }

  Address address(String url) {
    return new Address(url, endpoint, region);
  }

  /** Returns once the queue has the message. */
  void send(Address queue, int number) {
    var _ = sqs.sendMessage(r -> r.queueUrl(queue.url()).messageBody(body(number)));
  }

  /** Puts so many messages into the queue, ten a call. */
  void fill(Address queue, int count) {
    for (int from = 0; from < count; from += BATCH) {
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(from, Math.min(from + BATCH, count))
              .mapToObj(i ->
                  SendMessageBatchRequestEntry.builder()
                      .id(String.valueOf(i))
                      .messageBody(body(i))
                      .build())
              .toList();
      var _ = sqs.sendMessageBatch(r -> r.queueUrl(queue.url()).entries(entries));
    }
  }

  /** Whether nothing is in the queue, visible or hidden. */
  boolean empty(Address queue) {
    return sqs
        .getQueueAttributes(r ->
            r.queueUrl(queue.url())
                .attributeNames(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }

  private static String body(int number) {
    return "{\"file\":\"in/part-%06d.csv\",\"tenant\":\"acme\"}".formatted(number);
  }
}
