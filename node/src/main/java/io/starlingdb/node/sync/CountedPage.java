package io.starlingdb.node.sync;

import io.starlingdb.antientropy.MerkleTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were read to be counted.
 *
 * @param entries ascending by key
 * @param end up to where was read (itself outside); null if nothing was left
 */
record CountedPage(List<MerkleTree.Counted> entries, byte @Nullable [] end) {}
