/** Cron expressions exactly as the CronJob controller reads them. Pure: no clock, no client. */
@NullMarked
package dev.tidemill.operator.schedule.cron;

import org.jspecify.annotations.NullMarked;
