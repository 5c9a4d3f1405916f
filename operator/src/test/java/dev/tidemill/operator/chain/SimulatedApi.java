package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An API server with one chain and its Jobs, whose watch events wait to be delivered and whose
 * calls fail, or kill the caller, before or after they took effect.
 */
final class SimulatedApi implements ChainApi {
  /** The process died; it is an Error, so that nothing which lives on can catch it. */
  static final class Crash extends Error {
    Crash() {
      super("the process died here");
    }
  }

  private final Random random;
  private final SimulatedClock clock;
  private final ChainInvariants invariants;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, List<Pod>> pods = new HashMap<>();
  private final Deque<Runnable> events = new ArrayDeque<>();
  private final Map<String, Job> cachedJobs = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<Notice> notices = new ArrayList<>();
  private JobChain chain;
  private JobChain cachedChain;
  private long version = 10;
  private double faults;
  private Runnable meanwhile = () -> {};
  private Function<Job, Optional<Created<Job>>> admission = _ -> Optional.empty();
  private int podLists;
  private boolean deleted;
  private boolean stopsForbidden;
  private int creates;

  SimulatedApi(JobChain chain, Random random, SimulatedClock clock, ChainInvariants invariants) {
    this.chain = chain;
    this.cachedChain = chain;
    this.random = random;
    this.clock = clock;
    this.invariants = invariants;
  }

  void faults(double probability) {
    faults = probability;
  }

  /** What happens just before each call takes effect. */
  void meanwhile(Runnable happening) {
    meanwhile = happening;
  }

  /** What stands before a create: empty lets the Job pass; it may throw what a client throws. */
  void admission(Function<Job, Optional<Created<Job>>> gate) {
    admission = gate;
  }

  /** Whether the right to delete Jobs is missing. */
  void stopsForbidden(boolean forbidden) {
    stopsForbidden = forbidden;
  }

  /** How often pods were listed. */
  int podLists() {
    return podLists;
  }

  /** How many creates were sent. */
  int creates() {
    return creates;
  }

  JobChain chain() {
    return chain;
  }

  JobChain cachedChain() {
    return cachedChain;
  }

  List<Job> cachedJobs() {
    return List.copyOf(cachedJobs.values());
  }

  List<Job> activeJobs() {
    return jobs.values().stream().filter(SimulatedJobs::active).toList();
  }

  List<Notice> notices() {
    return notices;
  }

  /** Delivers some of the waiting events in their order; false if there was none. */
  boolean deliver(int most) {
    int count = Math.min(most, events.size());
    for (int i = 0; i < count; i++) {
      events.removeFirst().run();
    }
    return count > 0;
  }

  /** A new process lists everything anew. */
  void relist() {
    events.clear();
    cachedChain = chain;
    cachedJobs.clear();
    cachedJobs.putAll(jobs);
  }

  /** Somebody edits the chain. */
  void edit(JobChain edited) {
    chain = SimulatedChains.version(edited, ++version);
    announceChain();
  }

  /** A controller, a kubelet or a user changes a Job; null deletes it. */
  void change(String name, @Nullable Job job, List<Pod> left) {
    if (job == null) {
      jobs.remove(name);
      names.remove(name);
    } else {
      jobs.put(name, versioned(job));
    }
    pods.put(name, left);
    announce(name, jobs.get(name));
  }

  @Override
  public Optional<Job> job(String namespace, String name) {
    return call(() -> Optional.ofNullable(jobs.get(name)));
  }

  @Override
  public List<Pod> pods(String namespace, String jobName) {
    podLists++;
    return call(() -> pods.getOrDefault(jobName, List.of()));
  }

  @Override
  public Created<Job> create(Job job) {
    creates++;
    return call(() -> {
      String name = job.getMetadata().getName();
      Job there = jobs.get(name);
      if (there != null) {
        return new Created.AlreadyOurs<>(there);
      }
      Optional<Created<Job>> refused = admission.apply(job);
      if (refused.isPresent()) {
        return refused.get();
      }
      Job made =
          new JobBuilder(job)
              .editMetadata()
              .withUid("uid-" + ++version)
              .withResourceVersion(String.valueOf(version))
              .withCreationTimestamp(Times.format(clock.instant()))
              .endMetadata()
              .build();
      invariants.beforeCreate(made, chain, activeJobs(), !names.add(name));
      jobs.put(name, made);
      announce(name, made);
      return new Created.Done<>(made);
    });
  }

  @Override
  public boolean deleteUnchanged(HasMetadata seen) {
    return call(() -> {
      if (seen instanceof JobChain) {
        deleted = same(seen, chain);
        return deleted;
      }
      String name = seen.getMetadata().getName();
      Job there = jobs.get(name);
      if (there == null || !same(seen, there)) {
        return false;
      }
      if (stopsForbidden) {
        throw new KubernetesClientException("jobs is forbidden: cannot delete", 403, null);
      }
      invariants.beforeStop(there);
      jobs.remove(name);
      announce(name, null);
      return true;
    });
  }

  private static boolean same(HasMetadata seen, HasMetadata now) {
    return Objects.equals(now.getMetadata().getUid(), seen.getMetadata().getUid())
        && Objects.equals(
            now.getMetadata().getResourceVersion(), seen.getMetadata().getResourceVersion());
  }

  /** Whether the chain itself was deleted. */
  boolean deleted() {
    return deleted;
  }

  @Override
  public Optional<JobChain> writeStatus(JobChain from, JobChainStatus status) {
    return call(() -> {
      if (!from.getMetadata()
          .getResourceVersion()
          .equals(chain.getMetadata().getResourceVersion())) {
        throw new KubernetesClientException("the object has been modified", 409, null);
      }
      invariants.beforeStatus(chain.getStatus(), status);
      chain = SimulatedChains.status(chain, status, ++version);
      announceChain();
      return Optional.of(chain);
    });
  }

  @Override
  public void tell(JobChain told, Notice notice) {
    notices.add(notice);
  }

  @Override
  public String json(JobChainSpec spec) {
    return spec.toString();
  }

  private Job versioned(Job job) {
    return new JobBuilder(job)
        .editMetadata()
        .withResourceVersion(String.valueOf(++version))
        .endMetadata()
        .build();
  }

  private void announce(String name, @Nullable Job job) {
    events.add(() -> {
      if (job == null) {
        cachedJobs.remove(name);
      } else {
        cachedJobs.put(name, job);
      }
    });
  }

  private void announceChain() {
    JobChain now = chain;
    events.add(() -> cachedChain = now);
  }

  private <T> T call(java.util.function.Supplier<T> effect) {
    fault();
    meanwhile.run();
    T answer = effect.get();
    fault();
    return answer;
  }

  private void fault() {
    double dice = random.nextDouble();
    if (dice < faults / 2) {
      throw new Crash();
    }
    if (dice < faults) {
      throw new KubernetesClientException("timeout", 504, null);
    }
  }
}
