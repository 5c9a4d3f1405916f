/** Black-box tests: what a user sees, on a real control plane, with the operator as a process. */
@NullMarked
package dev.tidemill.e2e;

import org.jspecify.annotations.NullMarked;
