/** What the tests stand on: a cluster, an operator process, a namespace for each test, queues. */
@NullMarked
package dev.tidemill.e2e.harness;

import org.jspecify.annotations.NullMarked;
