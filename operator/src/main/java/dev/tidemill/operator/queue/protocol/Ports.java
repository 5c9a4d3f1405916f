package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.ledger.Ledger;
import dev.tidemill.operator.queue.message.Attribute;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the protocol needs of the outside.
 *
 * @param nanos counts nanoseconds whatever becomes of the clock, such as {@link System#nanoTime}
 * @param retention for how long the queue keeps a message
 * @param queueUrl the queue's URL, for the record
 * @param schedules reads a BatchSchedule of the trigger's namespace by its name
 * @param json reads a body as JSON
 * @param writeAttributes writes attributes.json
 * @param readAttributes reads it
 */
public record Ports(
    MessageQueue queue,
    JobStore jobs,
    Ledger ledger,
    Agenda agenda,
    Journal journal,
    Clock clock,
    LongSupplier nanos,
    Supplier<Duration> retention,
    String queueUrl,
    Function<String, Optional<BatchSchedule>> schedules,
    Function<String, JsonText> json,
    Function<Map<String, Attribute>, String> writeAttributes,
    Function<String, Map<String, Attribute>> readAttributes) {}
