package io.starlingdb.architecture.bad.wire;

import io.starlingdb.architecture.bad.sim.World;

/** Knows more than the kernel. */
public record BadWire(World world) {}
