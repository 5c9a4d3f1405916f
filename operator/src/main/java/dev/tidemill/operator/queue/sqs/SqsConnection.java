package dev.tidemill.operator.queue.sqs;

import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients of one server with one set of credentials: one to receive, one for all else. */
final class SqsConnection {
  private final SqsClient receiving;
  private final SqsClient acting;
  private final Credentials credentials;
  private int users;

  SqsConnection(SqsClient receiving, SqsClient acting, Credentials credentials) {
    this.receiving = receiving;
    this.acting = acting;
    this.credentials = credentials;
  }

  /** A call that may last as long as a long poll. */
  <T> T receive(String queue, Function<SqsClient, T> call) {
    return call(receiving, queue, call);
  }

  /** Any other call. */
  <T> T act(String queue, Function<SqsClient, T> call) {
    return call(acting, queue, call);
  }

  private <T> T call(SqsClient client, String queue, Function<SqsClient, T> call) {
    AwsCredentials used = credentials.resolveCredentials();
    try {
      return call.apply(client);
    } catch (SdkException e) {
      if (!SqsErrors.denied(e) || credentials.fresh().equals(used)) {
        throw SqsErrors.translate(e, queue, credentials);
      }
    } catch (RuntimeException e) {
      throw unexpected(e, queue);
    }
    try {
      return call.apply(client);
    } catch (SdkException e) {
      throw SqsErrors.translate(e, queue, credentials);
    } catch (RuntimeException e) {
      throw unexpected(e, queue);
    }
  }

  /** A port that is none, an answer that is not of SQS: it is about the queue in any case. */
  private static QueueException unexpected(RuntimeException e, String queue) {
    return e instanceof QueueException told ? told : SqsErrors.unreachable(queue, e.toString());
  }

  int addUser(int change) {
    users += change;
    return users;
  }

  void close() {
    receiving.close();
    acting.close();
    credentials.close();
  }
}
