package io.starlingdb.architecture.bad.kernel;

import io.starlingdb.architecture.bad.wire.BadWire;

/** Knows anything at all. */
public record BadKernel(BadWire wire) {}
