package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.protocol.JobStore.Answer;
import dev.tidemill.operator.queue.protocol.JobStore.Blame;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** Says which of a message's objects was refused, in words for users, and who is to blame. */
final class Refusals {
  private Refusals() {}

  static Answer taken(HasMetadata foreign) {
    return new Answer.Refused(
        "NameTaken",
        foreign.getKind()
            + " "
            + foreign.getMetadata().getName()
            + " has the name of one of ours and belongs to somebody else: delete it",
        Blame.MESSAGE);
  }

  /** Which route is to be corrected cannot be seen from the API server's words. */
  static String named(Attempt job) {
    Map<String, String> facts = job.metadata().getAnnotations();
    String schedule = facts.get(JobAnnotations.SCHEDULE);
    return job.kind().text()
        + " "
        + job.metadata().getName()
        + " of route "
        + facts.get(JobAnnotations.ROUTE)
        + (schedule == null ? "" : ", by the template of BatchSchedule " + schedule + ",");
  }

  static Answer.Refused refused(String of, Created.Rejected<?> rejected) {
    return new Answer.Refused(
        rejected.quota() ? "QuotaExceeded" : "JobRefused",
        of + " is refused: " + rejected.message(),
        rejected.quota() ? Blame.ROOM : Blame.TEMPLATE);
  }
}
