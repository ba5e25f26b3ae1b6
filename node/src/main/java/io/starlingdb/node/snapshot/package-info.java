/**
 * Backups (DESIGN 6.5).
 *
 * <p>A snapshot is a folder: the storage's checkpoint (hard links where the file system has them), and a {@link io.starlingdb.node.snapshot.Manifest} that says whose it is, what the
 * cluster record was, and each file's checksum ({@code FileSums}; {@code ManifestFile} is its form on disk). {@link io.starlingdb.node.snapshot.Snapshots} makes, lists, verifies, copies and deletes a node's own.
 *
 * <p>A {@code SnapshotSet} is what a restore reads: the snapshots of a cluster's nodes under one name, of which enough must be there. {@code MergedRows} walks them together and joins
 * the copies of each entry, taking from a node only what it owned. {@link io.starlingdb.node.snapshot.Restore} gives the tables new ids, and reserves an actor number, in one change of
 * the cluster record ({@code RestoredSchema}); then a {@code RestoreRun} writes what {@code MergedRows} yields, under new dots of that actor, to those who own it now.
 */
@NullMarked
package io.starlingdb.node.snapshot;

import org.jspecify.annotations.NullMarked;
