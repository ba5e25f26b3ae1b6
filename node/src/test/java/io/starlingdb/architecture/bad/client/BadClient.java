package io.starlingdb.architecture.bad.client;

import io.starlingdb.architecture.bad.wire.BadWire;

/** Knows another module. */
public record BadClient(BadWire wire) {}
