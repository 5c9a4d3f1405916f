/** The operator as a process: leadership, rights, health, metrics. */
@NullMarked
package dev.tidemill.e2e.process;

import org.jspecify.annotations.NullMarked;
