package io.starlingdb.architecture.bad.sim;

/** The simulator that the product may not know. */
public final class World {}
