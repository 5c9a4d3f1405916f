package dev.tidemill.operator.queue.sqs;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Credentials that may change while they are in use, with the words for when they are refused. */
interface Credentials extends AwsCredentialsProvider, AutoCloseable {
  /**
   * The credentials, looked for again where that may bring others: those in use were refused.
   *
   * @throws QueueException if there are none
   */
  AwsCredentials fresh();

  /** What was refused, as in "queue q refuses …". */
  String shown();

  /** What to do about it, as in "correct …". */
  String remedy();

  @Override
  default void close() {}
}
