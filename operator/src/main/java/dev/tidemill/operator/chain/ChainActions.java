package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the actions of a plan; each can be carried out twice without harm. */
final class ChainActions {
  private static final Logger LOG = LoggerFactory.getLogger(ChainActions.class);

  private final ChainApi api;
  private final Parallel parallel;
  private final JobCreation creation;
  private final JobStop stop;

  ChainActions(ChainApi api, Parallel parallel) {
    this.api = api;
    this.parallel = parallel;
    this.creation = new JobCreation(api);
    this.stop = new JobStop(api);
  }

  /** Does all of it, whatever of it fails; stops come first. */
  Applied apply(JobChain chain, List<ChainAction> actions, Instant now) {
    List<SeenJob> stops = new ArrayList<>();
    List<ChainAction.CreateJob> creates = new ArrayList<>();
    boolean delete = false;
    for (ChainAction action : actions) {
      switch (action) {
        case ChainAction.StopJob(SeenJob job) -> stops.add(job);
        case ChainAction.CreateJob create -> creates.add(create);
        case ChainAction.DeleteChain() -> delete = true;
      }
    }
    List<Applied.Failure> failures = new ArrayList<>();
    List<String> stopped = new ArrayList<>();
    List<SeenJob> over = stop(chain, stops, stopped, failures, now);
    Map<String, Refusal> refused = new HashMap<>();
    List<SeenJob> created = create(chain, creates, refused, failures, now);
    Applied.Deletion deletion = delete ? delete(chain) : Applied.Deletion.NONE;
    return new Applied(created, refused, stopped, over, deletion, failures.stream().findFirst());
  }

  private List<SeenJob> stop(
      JobChain chain,
      List<SeenJob> stops,
      List<String> stopped,
      List<Applied.Failure> failures,
      Instant now) {
    List<SeenJob> over = new ArrayList<>();
    List<Optional<JobStop.Answer>> answers =
        parallel.map(stops, job -> stop.send(chain, job, now), JobStop.Answer::stopsOthers);
    for (int i = 0; i < stops.size(); i++) {
      String name = stops.get(i).name();
      answers
          .get(i)
          .ifPresent(answer -> {
            switch (answer) {
              case JobStop.Answer.Gone() -> {
                log(chain, name, "stopped a Job");
                stopped.add(name);
              }
              case JobStop.Answer.Over(SeenJob job) -> over.add(job);
              case JobStop.Answer.Changed() -> {}
              case JobStop.Answer.Unknown(RuntimeException e) ->
                  failures.add(new Applied.Failure(e, Trouble.stop(name, e)));
            }
          });
    }
    return over;
  }

  private List<SeenJob> create(
      JobChain chain,
      List<ChainAction.CreateJob> creates,
      Map<String, Refusal> refused,
      List<Applied.Failure> failures,
      Instant now) {
    List<SeenJob> created = new ArrayList<>();
    List<Optional<JobCreation.Answer>> answers =
        parallel.map(creates, c -> creation.send(chain, c, now), JobCreation.Answer::stopsOthers);
    for (int i = 0; i < creates.size(); i++) {
      String step = creates.get(i).step().name();
      answers
          .get(i)
          .ifPresent(answer -> {
            switch (answer) {
              case JobCreation.Answer.There(SeenJob job) -> created.add(job);
              case JobCreation.Answer.Refused(Refusal refusal) -> refused.put(step, refusal);
              case JobCreation.Answer.Unknown(RuntimeException e) ->
                  failures.add(new Applied.Failure(e, Trouble.create(step, e)));
            }
          });
    }
    return created;
  }

  private Applied.Deletion delete(JobChain chain) {
    if (!api.deleteUnchanged(chain)) {
      return Applied.Deletion.CHANGED;
    }
    log(chain, "", "deleted a chain at the end of its time to live");
    return Applied.Deletion.DONE;
  }

  private static void log(JobChain chain, @Nullable String job, String what) {
    LOG.atInfo()
        .addKeyValue("namespace", chain.getMetadata().getNamespace())
        .addKeyValue("kind", chain.getKind())
        .addKeyValue("name", chain.getMetadata().getName())
        .addKeyValue("job", Objects.requireNonNullElse(job, ""))
        .log(what);
  }
}
