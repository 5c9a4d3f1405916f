package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.ExitCodeRule;
import dev.tidemill.api.v1alpha1.MessageOutcome;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a Job end at an exit code that says what becomes of the message, and reads from the Job
 * which one it was: what was meant when the Job was made stands in the Job itself.
 */
public final class ExitCodes {
  private static final String REASON = "PodFailurePolicy";

  /** So many rules a Job may have; source: the validation of batch/v1. */
  private static final int MAX_RULES = 20;

  /**
   * The end of the message of a Job's condition; source: Kubernetes 1.33 to 1.36, {@code
   * pkg/controller/job/pod_failure_policy.go}.
   */
  private static final Pattern RULE = Pattern.compile("rule at index (\\d{1,2})$");

  private ExitCodes() {}

  /** Puts a rule for each entry before those that the Job has of itself. */
  static void put(JobSpec spec, List<ExitCodeRule> entries) {
    if (entries.isEmpty()) {
      return;
    }
    String container = spec.getTemplate().getSpec().getContainers().getFirst().getName();
    List<PodFailurePolicyRule> rules = new ArrayList<>();
    entries.forEach(entry -> rules.add(rule(container, entry)));
    if (spec.getPodFailurePolicy() != null) {
      rules.addAll(spec.getPodFailurePolicy().getRules());
    }
    spec.setPodFailurePolicy(new PodFailurePolicy(rules));
  }

  /** A Job takes codes in ascending order, and each once. */
  private static PodFailurePolicyRule rule(String container, ExitCodeRule entry) {
    return new PodFailurePolicyRuleBuilder()
        .withAction("FailJob")
        .withNewOnExitCodes()
        .withContainerName(container)
        .withOperator("In")
        .withValues(entry.codes().stream().sorted().distinct().toList())
        .endOnExitCodes()
        .build();
  }

  /** Why a template cannot have the rules; empty if it can. The schema says so of a route's own. */
  static Optional<String> misfit(JobSpec template, List<ExitCodeRule> entries) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    if (!"Never".equals(template.getTemplate().getSpec().getRestartPolicy())) {
      return Optional.of("exitCodes of the trigger need restartPolicy: Never");
    }
    String replacement = template.getPodReplacementPolicy();
    if (replacement != null && !replacement.equals("Failed")) {
      return Optional.of("exitCodes of the trigger need podReplacementPolicy: Failed, or none");
    }
    int rules =
        template.getPodFailurePolicy() == null
            ? 0
            : template.getPodFailurePolicy().getRules().size();
    return rules + entries.size() <= MAX_RULES
        ? Optional.empty()
        : Optional.of("with exitCodes of the trigger its podFailurePolicy has more than 20 rules");
  }

  /** What stands in the Job's annotation: the actions in the order of the rules. */
  static String actions(List<ExitCodeRule> entries) {
    return entries.stream().map(e -> text(e.action())).collect(Collectors.joining(","));
  }

  /** What only a newer version knows puts the message back. */
  private static String text(MessageOutcome action) {
    return switch (action) {
      case DEAD_LETTER -> "DeadLetter";
      case DELETE -> "Delete";
      case RELEASE, UNRECOGNIZED -> "Release";
    };
  }

  /** What the Job's container said of the message by its exit code; null: nothing. */
  public static @Nullable MessageOutcome said(Job job) {
    String actions = job.getMetadata().getAnnotations().get(JobAnnotations.EXIT_ACTIONS);
    if (actions == null || job.getStatus() == null) {
      return null;
    }
    List<String> all = List.of(actions.split(",", -1));
    return job.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Failed") && "True".equals(c.getStatus()))
        .flatMap(c -> index(c).stream())
        .filter(index -> index < all.size())
        .findFirst()
        .map(index -> action(all.get(index)))
        .orElse(null);
  }

  private static Optional<Integer> index(JobCondition failed) {
    if (!REASON.equals(failed.getReason()) || failed.getMessage() == null) {
      return Optional.empty();
    }
    Matcher rule = RULE.matcher(failed.getMessage());
    return rule.find() ? Optional.of(Integer.valueOf(rule.group(1))) : Optional.empty();
  }

  private static @Nullable MessageOutcome action(String text) {
    return switch (text) {
      case "DeadLetter" -> MessageOutcome.DEAD_LETTER;
      case "Delete" -> MessageOutcome.DELETE;
      case "Release" -> MessageOutcome.RELEASE;
      default -> null;
    };
  }
}
