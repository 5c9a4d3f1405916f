package dev.tidemill.e2e.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The one operator that serves all tests which do not hurt it, started again as a kubelet would
 * when it gives up its lease, which it must do where the machine is too busy to renew it.
 */
public final class SharedOperator {
  private static final int LEASE_LOST = 3;
  private static final SharedOperator IT = new SharedOperator();

  private final OperatorSettings settings;
  private final List<Integer> deaths = Collections.synchronizedList(new ArrayList<>());
  private volatile OperatorProcess process;
  private volatile boolean over;

  private SharedOperator() {
    Installation.forgetLease(Instance.shared());
    this.settings = OperatorSettings.of(Instance.shared(), "shared");
    settings.environment().putAll(ownIdentity());
    this.process = settings.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    Thread.ofPlatform().daemon().name("kubelet of the shared operator").start(this::keepAlive);
    process.awaitLeading();
  }

  /** An identity of its own at the queue server, as AWS would give it one. */
  private static Map<String, String> ownIdentity() {
    return Map.of(
        "AWS_ENDPOINT_URL_SQS",
        Instance.shared().sqsEndpoint(),
        "AWS_ACCESS_KEY_ID",
        Queues.KEY,
        "AWS_SECRET_ACCESS_KEY",
        Queues.KEY,
        "TIDEMILL_OWN_IDENTITY",
        "[{\"namespace\":\"ownidentityit*\",\"queues\":[\"arn:aws:sqs:*:*:own-*\"]}]");
  }

  /** The process that runs now. */
  public static OperatorProcess get() {
    return IT.process;
  }

  /** The exit codes of those that ended although nobody asked them to and they had their lease. */
  public static List<Integer> deaths() {
    return List.copyOf(IT.deaths);
  }

  private void keepAlive() {
    while (!over) {
      int code = process.awaitEnd(Duration.ofHours(12));
      if (!over) {
        if (code != LEASE_LOST) {
          deaths.add(code);
        }
        process = settings.start();
      }
    }
  }

  private void end() {
    over = true;
    process.close();
  }
}
