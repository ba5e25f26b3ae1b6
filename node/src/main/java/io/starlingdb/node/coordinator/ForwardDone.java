package io.starlingdb.node.coordinator;

import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.Message;

/**
 * A forwarded write was acknowledged by enough replicas.
 *
 * @param seen the context of its writer from now on
 */
record ForwardDone(VersionVector seen) implements Message {}
