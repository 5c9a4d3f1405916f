package dev.tidemill.operator.chain;

/** Which Job of a chain: the step and the number of the attempt, from 1. */
record JobKey(String step, int attempt) {}
