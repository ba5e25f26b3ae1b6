package io.starlingdb.architecture.bad.node.ring;

import io.starlingdb.architecture.bad.node.Composition;
import io.starlingdb.architecture.bad.sim.World;

/** Knows the composition and the simulator. */
public record BadRing(Composition composition, World world) {}
