package dev.tidemill.api.v1alpha1;

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
public class BatchSchedule extends CustomResource<BatchScheduleSpec, BatchScheduleStatus>
    implements Namespaced {}
