package io.starlingdb.node.snapshot;

import java.nio.file.Path;
import java.util.List;

/**
 * What to restore, and how.
 *
 * @param from a folder with the snapshots of all nodes, or of enough of them
 * @param scope keyspaces and {@code keyspace.table}s; empty for all of the snapshot
 * @param replace whether what tables hold now may be thrown away
 * @param partial whether to go on though acknowledged rows may be missing
 * @param replicationFactor of keyspaces that are missing; 0 for the snapshot's
 */
public record RestoreOrder(Path from, List<String> scope, boolean replace, boolean partial, int replicationFactor) {}
