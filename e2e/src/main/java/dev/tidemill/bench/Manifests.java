package dev.tidemill.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The objects that a user would apply, as JSON. */
final class Manifests {
  /** How long a simulated pod runs where nobody waits for it, and where the next step does. */
  private static final String RUNS = "1s";

  private static final String RUNS_BRIEFLY = "1ms";

  private Manifests() {}

  static String namespace(String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}"
        .formatted(name);
  }

  static String configMap(String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\"}}"
        .formatted(name);
  }

  static String credentials(String name) {
    return """
    {"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s"},
     "stringData":{"accessKeyId":"test","secretAccessKey":"test"}}\
    """
        .formatted(name);
  }

  static String trigger(String name, Queues.Address queue, String secret) {
    return """
    {"apiVersion":"tidemill.dev/v1alpha1","kind":"QueueTrigger","metadata":{"name":"%s"},
     "spec":{"source":{"sqs":{"queueUrl":"%s","endpoint":"%s","region":"%s",
       "credentialsSecretRef":{"name":"%s"}}},
     "maxConcurrentJobs":100000,
     "successfulJobsHistoryLimit":100000,
     "routes":[{"name":"all","jobTemplate":%s}]}}\
    """
        .formatted(name, queue.url(), queue.endpoint(), queue.region(), secret, jobTemplate(RUNS));
  }

  static String chain(String name, int steps) {
    return """
    {"apiVersion":"tidemill.dev/v1alpha1","kind":"JobChain","metadata":{"name":"%s"},
     "spec":{"steps":[%s]}}\
    """
        .formatted(
            name,
            IntStream.range(0, steps)
                .mapToObj(i ->
                    "{\"name\":\"s%d\",\"jobTemplate\":%s}".formatted(i, jobTemplate(RUNS_BRIEFLY)))
                .collect(Collectors.joining(",")));
  }

  static String batchSchedule(String name, Instant due) {
    return """
    {"apiVersion":"tidemill.dev/v1alpha1","kind":"BatchSchedule","metadata":{"name":"%s"},
     "spec":{"engine":"Tidemill","schedule":"%s","timeZone":"Etc/UTC","jobTemplate":%s}}\
    """
        .formatted(name, cron(due), jobTemplate(RUNS));
  }

  static String cronJob(String name, Instant due, boolean suspend) {
    return """
    {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"%s"},
     "spec":{"suspend":%s,"schedule":"%s","timeZone":"Etc/UTC","jobTemplate":%s}}\
    """
        .formatted(name, suspend, cron(due), jobTemplate(RUNS));
  }

  /** A Job as the bare client makes it until it has seen one of the operator's. */
  static String job() {
    return """
    {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"job",
     "ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"?"}]},%s\
    """
        .formatted(jobTemplate(RUNS).substring(1));
  }

  private static String cron(Instant due) {
    var at = due.atZone(ZoneOffset.UTC);
    return "%d %d * * *".formatted(at.getMinute(), at.getHour());
  }

  private static String jobTemplate(String runs) {
    return """
    {"spec":{"backoffLimit":0,"template":{
      "metadata":{"annotations":{"pod-complete.stage.kwok.x-k8s.io/delay":"%s"}},
      "spec":{"restartPolicy":"Never",
        "containers":[{"name":"main","image":"busybox:1.35","command":["true"]}]}}}}\
    """
        .formatted(runs);
  }
}
