package io.starlingdb.node.replica;

import io.starlingdb.wire.Message;

/**
 * What a node remembers of another's starts.
 *
 * @param highest the highest number of a start before the one that asks; 0 if none is remembered
 */
record StartMemory(long highest) implements Message {}
