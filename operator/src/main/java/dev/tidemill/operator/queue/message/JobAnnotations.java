package dev.tidemill.operator.queue.message;

/** The annotations by which a Job or JobChain carries what must be known of its message. */
public final class JobAnnotations {
  /** The message's ID in its queue. */
  public static final String MESSAGE_ID = "tidemill.dev/message-id";

  /** 128 bits that stand for trigger and message, 32 hexadecimal digits. */
  public static final String MESSAGE_KEY = "tidemill.dev/message-key";

  /** The queue's URL. */
  public static final String QUEUE_URL = "tidemill.dev/queue-url";

  /** The newest receipt handle that was known when it was written. */
  public static final String RECEIPT_HANDLE = "tidemill.dev/receipt-handle";

  /** When the message was sent, in milliseconds since 1970. */
  public static final String SENT_MILLIS = "tidemill.dev/sent-millis";

  /** When the message was received, in milliseconds since 1970. */
  public static final String RECEIVED_MILLIS = "tidemill.dev/received-millis";

  /** How often the message had been received. */
  public static final String RECEIVE_COUNT = "tidemill.dev/receive-count";

  /** The message's group, where its queue is a FIFO queue. */
  public static final String MESSAGE_GROUP = "tidemill.dev/message-group";

  /** The number that a FIFO queue gave the message; it grows within a group. */
  public static final String SEQUENCE_NUMBER = "tidemill.dev/sequence-number";

  /** The number of this attempt, from 1. */
  public static final String ATTEMPT = "tidemill.dev/attempt";

  /** The route that was taken. */
  public static final String ROUTE = "tidemill.dev/route";

  /** The BatchSchedule whose template was run, where the message named one. */
  public static final String SCHEDULE = "tidemill.dev/from-batch-schedule";

  /** OnJobSucceeded or OnJobCreated. */
  public static final String ACKNOWLEDGE = "tidemill.dev/acknowledge";

  /** What each of the leading rules of the Job's podFailurePolicy says of the message. */
  public static final String EXIT_ACTIONS = "tidemill.dev/exit-actions";

  /** Stands for trigger and supersede.key of the message, 32 hexadecimal digits. */
  public static final String SUPERSEDE_KEY = "tidemill.dev/supersede-key";

  /** The message's version: an integer, or # and a hash; empty where messages have none. */
  public static final String SUPERSEDE_VERSION = "tidemill.dev/supersede-version";

  /** Where body and attributes lie: {@code Pod} (in annotations) or {@code ConfigMap}. */
  public static final String PAYLOAD = "tidemill.dev/payload";

  /** The body as it was received, where the pod's annotations have another. */
  public static final String RECEIVED_BODY = "tidemill.dev/received-body";

  /** The attributes as they were received, as JSON, where the pod's annotations have others. */
  public static final String RECEIVED_ATTRIBUTES = "tidemill.dev/received-attributes";

  /** Of the pod: the message's body. */
  public static final String BODY = "tidemill.dev/message-body";

  /** Of the pod: the message's attributes as JSON. */
  public static final String ATTRIBUTES = "tidemill.dev/message-attributes";

  /** When it is to start at the earliest, in milliseconds since 1970, where its message says. */
  public static final String NOT_BEFORE_MILLIS = "tidemill.dev/not-before-millis";

  /** What becomes of it at that time; it is not there any more from then on. */
  public static final String HELD = "tidemill.dev/held";

  /** The queue of Kueue that it goes to at that time. */
  public static final String HELD_QUEUE = "tidemill.dev/held-queue";

  private JobAnnotations() {}
}
