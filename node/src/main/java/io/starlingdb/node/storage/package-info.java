/**
 * Where rows are kept (DESIGN 6.5): shards in front of an engine, and the data directory around it.
 *
 * <p><b>Seen from the loop.</b> {@link io.starlingdb.node.storage.Shards} takes a {@link
 * io.starlingdb.node.storage.ShardTask}, which reads and writes rows through a {@link
 * io.starlingdb.node.storage.ShardContext}, and a {@link io.starlingdb.node.storage.ScanTask}, which walks {@link
 * io.starlingdb.node.storage.SnapshotRows} with {@link io.starlingdb.node.storage.RowCursor}s; a {@link
 * io.starlingdb.node.storage.CachedRow} it answers at once. {@link io.starlingdb.node.storage.ThreadedShards} has threads,
 * {@link io.starlingdb.node.storage.ScheduledShards} the simulator's clock; both stand on a {@link
 * io.starlingdb.node.storage.ShardsFoundation} with {@link io.starlingdb.node.storage.ShardsSettings}. A {@link
 * io.starlingdb.node.storage.StorageListener} hears of trouble, {@link io.starlingdb.node.storage.ShardsStatistics} has the
 * numbers.
 *
 * <p><b>A task's way.</b> {@code ShardSet} puts it as a {@code Work} into the {@code BoundedQueue} of its {@code Shard};
 * {@code LateBells} wake the shard after the loop's turn. The shard finds its rows among those just written ({@code Commit}),
 * in the {@code RowCache}, or in the engine's memory ({@code RowReader}). If only the disk has them it waits in the {@code
 * Parking} while {@code RowLoad} reads on a {@code WorkPool}; an erasure waits for all shards at a {@code Fence}. The task
 * sees {@code TaskRows}; what it wrote goes into the {@code Commit}, one {@link io.starlingdb.node.storage.Batch} a turn. Its
 * {@code TaskEnd} reaches the loop by the {@code Handoff}, after a sync by {@code LogSync} where that was asked for. {@code
 * DiskWatch} says whether writes are taken (a {@link io.starlingdb.node.storage.DiskState}, told by a {@link
 * io.starlingdb.node.storage.DiskReport}). Scans run as {@code Scan}s.
 *
 * <p>Shard and {@code LogSync} are {@code Actor}s: they do their work in turns, which an {@code ActorThread} or a {@code
 * ScheduledActor} gives them. All that decides is the same in production and in the simulator.
 *
 * <p><b>Engines.</b> {@link io.starlingdb.node.storage.StorageEngine} is the interface, {@link
 * io.starlingdb.node.storage.MemoryEngine} (on a {@code PersistentMap}) the one that simulates a disk, package {@code rocksdb}
 * has the durable one. {@link io.starlingdb.node.storage.Checkpoints} makes copies.
 *
 * <p><b>The folder.</b> {@link io.starlingdb.node.storage.DataDirectory} holds the lock ({@code DirectoryLock}), the node's
 * id, its cluster, its present {@code Life} and, from {@link io.starlingdb.node.storage.LastStop}, {@link
 * io.starlingdb.node.storage.EngineReport} and the peers' memory, whether something may be missing. {@code SavedFiles} keep
 * small state, each a {@code DurableFile}.
 */
@NullMarked
package io.starlingdb.node.storage;

import org.jspecify.annotations.NullMarked;
