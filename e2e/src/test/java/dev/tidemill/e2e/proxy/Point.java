package dev.tidemill.e2e.proxy;

/** The requests at which an operator may die or be hurt, by the words of the delivery protocol. */
public enum Point {
  /** A receive from the queue. */
  RECEIVE,

  /** A ConfigMap with the body of a large message. */
  PAYLOAD_CREATE,

  /** A Job. */
  JOB_CREATE,

  /** The start of a Job that was delayed. */
  JOB_START,

  /** A delete of settled messages. */
  MESSAGE_DELETE,

  /** A longer or a shorter visibility: a renewal or a release. */
  VISIBILITY,

  /** A dead letter. */
  DEAD_LETTER_SEND,

  /** An entry of the ledger, or a raised epoch. */
  LEDGER_WRITE,

  /** The end of a settled Job. */
  JOB_DELETE,

  /** A status. */
  STATUS_PATCH,

  /** The lease. */
  LEASE_WRITE;

  /** Whether a request is of this sort. */
  public boolean is(Call call) {
    return switch (this) {
      case RECEIVE -> call.operation().equals("ReceiveMessage");
      case MESSAGE_DELETE -> call.operation().startsWith("DeleteMessage");
      case VISIBILITY -> call.operation().startsWith("ChangeMessageVisibility");
      case DEAD_LETTER_SEND -> call.operation().startsWith("SendMessage");
      case JOB_CREATE -> call.method().equals("POST") && call.path().endsWith("/jobs");
      case JOB_START ->
          call.method().equals("PATCH")
              && call.path().contains("/jobs/")
              && call.text().contains("suspend");
      case JOB_DELETE -> call.method().equals("DELETE") && call.path().contains("/jobs/");
      case PAYLOAD_CREATE ->
          call.method().equals("POST") && call.path().endsWith("/configmaps") && !ledger(call);
      case LEDGER_WRITE -> writesConfigMap(call) && ledger(call);
      case STATUS_PATCH -> call.method().equals("PATCH") && call.path().endsWith("/status");
      case LEASE_WRITE -> call.path().contains("/leases") && !call.method().equals("GET");
    };
  }

  private static boolean writesConfigMap(Call call) {
    return call.path().contains("/configmaps") && !call.method().matches("GET|DELETE");
  }

  private static boolean ledger(Call call) {
    return call.path().contains("ledger")
        || (call.method().equals("POST") && call.text().contains("ledger"));
  }
}
