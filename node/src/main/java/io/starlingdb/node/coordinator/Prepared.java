package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Delta;
import io.starlingdb.wire.Message;

/** A stamped write that nobody has joined yet. */
record Prepared(Delta delta) implements Message {}
