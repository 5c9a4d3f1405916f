package dev.tidemill.e2e.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that start, hurt and end operators of their own. The build runs them after all others
 * have ended, because what they measure and break are leases of seconds, which a loaded machine
 * breaks, too; each has a cluster for itself, {@link OwnCluster}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("alone")
@ExtendWith(OwnCluster.class)
public @interface Alone {}
