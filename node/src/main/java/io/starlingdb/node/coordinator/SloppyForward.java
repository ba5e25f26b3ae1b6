package io.starlingdb.node.coordinator;

import io.starlingdb.wire.Message;

/** A {@link ForwardRequest} in which hints that fallbacks keep count. Answered as that is. */
record SloppyForward(ForwardRequest request) implements Message {}
