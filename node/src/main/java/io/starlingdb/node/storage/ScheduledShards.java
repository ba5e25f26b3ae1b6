package io.starlingdb.node.storage;

import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Shards without threads: their turns, reads and scans are tasks on the loop, each after a drawn while. With a simulated loop
 * and engine the same seed gives the same run, and stopping the loop is a crash.
 *
 * <p>For runs to repeat, the row cache must be off or larger than all rows: see {@link ShardsSettings#rowCacheBytes}.
 */
public final class ScheduledShards implements Shards {

    private final ShardSet set;
    private final ScheduledPool diskReads;
    private final ScheduledPool scans;
    private final ScheduledPool bulkScans;
    private final List<ScheduledActor> shardActors = new ArrayList<>();
    private final ScheduledActor logActor;

    /** Makes the shards on a loop that has begun. */
    public ScheduledShards(ShardsFoundation foundation, RandomGenerator random, ScheduledDelays delays) {
        Scheduler loop = foundation.loop();
        ShardsSettings.Limits limits = foundation.settings().limits();
        this.diskReads = new ScheduledPool(loop, random, delays.diskNanos(), limits.parkedTasks());
        this.scans = new ScheduledPool(loop, random, delays.scanNanos(), limits.queuedScans());
        this.bulkScans = new ScheduledPool(loop, random, delays.scanNanos(), limits.queuedScans());
        this.set = new ShardSet(foundation, new ShardSet.Pools(diskReads, scans, bulkScans));
        for (Shard shard : set.shards()) {
            ScheduledActor actor = new ScheduledActor(shard, loop, random, delays.turnNanos());
            shard.setBell(actor);
            shardActors.add(actor);
        }
        this.logActor = new ScheduledActor(set.log(), loop, random, delays.syncNanos());
        set.log().setBell(logActor);
        logActor.ring();
    }

    @Override
    public boolean submit(ShardTask task) {
        return set.submit(task);
    }

    @Override
    public <T> boolean scan(Lane lane, ScanTask<T> task) {
        return set.scan(lane, task);
    }

    @Override
    public @Nullable CachedRow cached(RowKey key) {
        return set.cached(key);
    }

    @Override
    public CompletableFuture<@Nullable Void> erase(int tableId, TokenRange range) {
        return set.erase(tableId, range);
    }

    @Override
    public CompletableFuture<@Nullable Void> sync() {
        return set.sync();
    }

    @Override
    public void observe(RowChanges changes) {
        set.observe(changes);
    }

    @Override
    public int count() {
        return set.count();
    }

    @Override
    public int shardOf(long token) {
        return set.shardOf(token);
    }

    @Override
    public DiskReport disk() {
        return set.disk();
    }

    @Override
    public void lookAtDisk() {
        set.lookAtDisk();
    }

    @Override
    public void observeDisk(Consumer<DiskState> observer) {
        set.observeDisk(observer);
    }

    @Override
    public ShardsStatistics statistics() {
        return set.statistics();
    }

    /** Does all that is left to do at once, without delays. */
    @Override
    public void close() {
        set.close();
        boolean ended = false;
        while (!ended) {
            diskReads.finish();
            ended = true;
            for (ScheduledActor shard : shardActors) {
                ended &= shard.finish();
            }
        }
        diskReads.close();
        scans.close();
        bulkScans.close();
        set.log().close();
        logActor.finish();
    }
}
