@NullMarked
package dev.tidemill.operator.schedule.cron;

import org.jspecify.annotations.NullMarked;
