package io.starlingdb.node.replica;

import io.starlingdb.wire.Message;

/**
 * The replica does not do what it was asked, because the sender chose it by an outdated record: who owns what has changed
 * since. Of a write it may have joined some; it does not answer for it.
 *
 * @param epoch the epoch that the replica knows: the sender is to get it and choose again
 */
public record Misplaced(long epoch) implements Message {}
