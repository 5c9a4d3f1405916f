package dev.tidemill.api.v1alpha1;

import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Runs Jobs that depend on each other, once.
 *
 * <p>The rule about a started chain looks at the status first: an update in which the steps' status
 * changes is one of the status, which cannot change the spec, and need not compare 1,000 steps.
 */
@Group("tidemill.dev")
@Version("v1alpha1")
@Plural("jobchains")
@Singular("jobchain")
@ShortNames("jc")
@ValidationRule(
    value =
        "!has(oldSelf.status) || !has(oldSelf.status.startTime)"
            + " || (has(self.status) && has(self.status.steps) && has(oldSelf.status.steps)"
            + " && self.status.steps != oldSelf.status.steps) || ("
            + "has(self.spec.order) == has(oldSelf.spec.order) && (!has(self.spec.order) || "
            + "self.spec.order == oldSelf.spec.order)"
            + " && has(self.spec.parameters) == has(oldSelf.spec.parameters) && "
            + "(!has(self.spec.parameters) || self.spec.parameters == "
            + "oldSelf.spec.parameters)"
            + " && has(self.spec.activeDeadlineSeconds) == "
            + "has(oldSelf.spec.activeDeadlineSeconds) && "
            + "(!has(self.spec.activeDeadlineSeconds) || self.spec.activeDeadlineSeconds == "
            + "oldSelf.spec.activeDeadlineSeconds)"
            + " && has(self.spec.onFailure) == has(oldSelf.spec.onFailure) && "
            + "(!has(self.spec.onFailure) || self.spec.onFailure == oldSelf.spec.onFailure)"
            + " && self.spec.steps == oldSelf.spec.steps"
            + " && self.spec.steps.map(s, s.name) == oldSelf.spec.steps.map(s, s.name))",
    message =
        "the chain has started: only suspend, cancel, maxParallelSteps and "
            + "ttlSecondsAfterFinished can be changed; create another chain instead")
@ValidationRule(
    value =
        "!has(oldSelf.spec.cancel) || !oldSelf.spec.cancel || (has(self.spec.cancel) "
            + "&& self.spec.cancel)",
    message = "cancel cannot be taken back: create another chain instead")
public class JobChain extends CustomResource<JobChainSpec, JobChainStatus> implements Namespaced {}
