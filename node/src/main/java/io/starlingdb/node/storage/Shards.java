package io.starlingdb.node.storage;

import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The storage of a node as its loop sees it: a fixed number of shards, each the only writer of the rows of its tokens, in
 * front of one {@link StorageEngine}.
 *
 * <p>No method here blocks. All may be called from any thread; what they hand back (a task's end, a future) arrives on the
 * loop, gathered so that the loop is woken once for many.
 */
public interface Shards extends AutoCloseable {

    /** Queues the task at its shard; false if that queue is full or the shards are closed: nothing will be called. */
    boolean submit(ShardTask task);

    /**
     * Queues a scan on a snapshot that holds everything committed before the scan begins. {@code BULK} scans have a
     * thread of their own and never hold up the others. False if the queue is full or the shards are closed: nothing
     * will be called.
     */
    <T> boolean scan(Lane lane, ScanTask<T> task);

    /**
     * The committed row if it is at hand, without asking the shard; null if it is not. What a task's {@code committed}
     * has announced is seen by every call after it.
     */
    @Nullable
    CachedRow cached(RowKey key);

    /**
     * Erases all rows of one table in a token range, behind all work submitted before. The future completes when that
     * survives the loss of power. Work on these rows that is submitted meanwhile may come before or after it.
     */
    CompletableFuture<@Nullable Void> erase(int tableId, TokenRange range);

    /** Completes when all work submitted before has ended and what it wrote survives the loss of power. */
    CompletableFuture<@Nullable Void> sync();

    /** Tells every change of a row from now on; to be called once, before the first task. */
    void observe(RowChanges changes);

    /** The number of shards. */
    int count();

    /** The shard of a token, from 0. */
    int shardOf(long token);

    /** How the disk is, and so whether writes are taken. */
    DiskReport disk();

    /** Has the disk looked at soon. While rows are written that is done anyway; an idle node's disk may be filled by somebody else. */
    void lookAtDisk();

    /** Tells on the loop how the disk is, now and whenever that changes; {@code SLOW} is not told. To be called once. */
    void observeDisk(Consumer<DiskState> observer);

    /** What is queued, waiting and cached now, and what happened since the start. */
    ShardsStatistics statistics();

    /**
     * Refuses new work, ends what was submitted, and stops the threads; the engine stays open. May block, unlike the
     * others: not for the loop in production.
     */
    @Override
    void close();
}
