package dev.tidemill.api.v1alpha1;

import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Runs a Job or a JobChain by the clock or by hand. */
@Group("tidemill.dev")
@Version("v1alpha1")
@Plural("batchschedules")
@Singular("batchschedule")
@ShortNames("bsch")
@ValidationRule(
    value = "size(self.metadata.name) <= 52",
    message =
        "the name of a BatchSchedule has at most 52 characters, so that the names of its Jobs fit")
public class BatchSchedule extends CustomResource<BatchScheduleSpec, BatchScheduleStatus>
    implements Namespaced {}
