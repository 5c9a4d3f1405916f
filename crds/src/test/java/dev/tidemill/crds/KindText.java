package dev.tidemill.crds;

import java.util.List;

/** What the records cannot say about a kind: its texts and its columns, in order. */
record KindText(String kind, String description, String spec, String status, List<Column> columns) {
  static KindText of(String kind) {
    return ALL.stream().filter(text -> text.kind.equals(kind)).findFirst().orElseThrow();
  }

  private static final List<KindText> ALL =
      List.of(
          new KindText(
              "BatchSchedule",
              "Runs a Job or a JobChain by the clock or by hand. The spec of a batch/v1 CronJob is"
                  + " a valid spec with the same meaning. A new value in the annotation"
                  + " tidemill.dev/run starts one run now; tidemill.dev/run-parameters, a JSON"
                  + " object, overrides declared parameters.",
              "When a schedule runs, and what.",
              "What ran, what will run, and whether something is wrong.",
              List.of(
                  Column.text("Schedule", ".status.scheduleText", "When it runs."),
                  Column.text("Time zone", ".spec.timeZone", "The time zone of the schedule."),
                  Column.flag("Suspend", ".spec.suspend", "Whether no further run starts."),
                  Column.number("Active", ".status.activeCount", "Runs that have not ended."),
                  Column.since("Last", ".status.lastScheduleTime", "The newest run's time."),
                  Column.text("Next", ".status.nextScheduleTime", "The next run's time."),
                  Column.ready(),
                  Column.age())),
          new KindText(
              "QueueTrigger",
              "Runs a Job for each message of a queue: at most one Job of a message at a time, and"
                  + " none after one has succeeded. acknowledge says when a message is deleted from"
                  + " its queue, onFailure and unmatched what else may become of it.",
              "Which queue to read, and what each message runs.",
              "What was received, what runs, what became of it, and whether something is wrong.",
              List.of(
                  Column.text("Queue", ".status.queueText", "The name of the queue."),
                  Column.number("Active", ".status.active", "Jobs that have not ended."),
                  Column.number("In flight", ".status.inFlight", "Messages that are not settled."),
                  Column.number("Succeeded", ".status.succeeded", "Messages whose Job succeeded."),
                  Column.number(
                      "Failed",
                      ".status.failed",
                      "Messages settled after their last Job had failed."),
                  Column.number(
                      "Dead-lettered",
                      ".status.deadLettered",
                      "Messages sent to the dead-letter queue."),
                  Column.ready(),
                  Column.age())),
          new KindText(
              "JobChain",
              "Runs Jobs that depend on each other, once: definition and run in one, like a Job."
                  + " After the start only suspend, cancel, maxParallelSteps and"
                  + " ttlSecondsAfterFinished can be changed.",
              "The steps of a chain and how they follow each other.",
              "How far a chain has come.",
              List.of(
                  Column.text("State", ".status.state", "The state of the chain."),
                  Column.text("Steps", ".status.stepsText", "Steps succeeded of all."),
                  Column.since("Started", ".status.startTime", "How long ago it started."),
                  Column.text("Duration", ".status.duration", "From the start to the end."),
                  Column.age())));
}
