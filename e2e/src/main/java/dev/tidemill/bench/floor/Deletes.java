package dev.tidemill.bench.floor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** Deletes messages in batches of ten, or of what has come up within a moment. */
final class Deletes implements AutoCloseable {
  private static final int BATCH = 10;
  private static final long MOMENT_MILLIS = 100;

  private final LinkedBlockingQueue<String> handles = new LinkedBlockingQueue<>();
  private final Thread thread;

  Deletes(SqsClient sqs, String url) {
    thread = Thread.ofVirtual().start(() -> run(sqs, url));
  }

  void add(String handle) {
    handles.add(handle);
  }

  private void run(SqsClient sqs, String url) {
    try {
      while (true) {
        List<String> batch = new ArrayList<>(List.of(handles.take()));
        handles.drainTo(batch, BATCH - 1);
        var entries =
            IntStream.range(0, batch.size())
                .mapToObj(i ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(String.valueOf(i))
                        .receiptHandle(batch.get(i))
                        .build())
                .toList();
        var _ = sqs.deleteMessageBatch(r -> r.queueUrl(url).entries(entries));
        if (batch.size() < BATCH) {
          Thread.sleep(MOMENT_MILLIS);
        }
      }
    } catch (InterruptedException | AbortedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
