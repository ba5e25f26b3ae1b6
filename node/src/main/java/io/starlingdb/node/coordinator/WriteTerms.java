package io.starlingdb.node.coordinator;

import io.starlingdb.node.ring.Consistency;

/**
 * What a write asks for.
 *
 * @param consistency how many must hold it
 * @param sloppy whether hints that fallbacks hold count (Dynamo, section 4.6)
 */
record WriteTerms(Consistency consistency, boolean sloppy) {}
