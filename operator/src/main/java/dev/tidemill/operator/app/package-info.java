/** The process: settings, leadership, health, metrics, and the wiring of the features. */
@NullMarked
package dev.tidemill.operator.app;

import org.jspecify.annotations.NullMarked;
