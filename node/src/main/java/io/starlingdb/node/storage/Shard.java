package io.starlingdb.node.storage;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.data.RowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of the rows of its tokens: takes what is queued, loads, runs, commits it all in one batch, and sends the
 * ends to the loop. Group commit falls out of that: while a batch is written, the next one gathers.
 *
 * <p>It never waits for a disk to read. A row is looked for among those just written, in the row cache, and in the engine's
 * memory; if only the disk knows it, its work is {@linkplain Parking parked}, loaded beside the shard, and gone on with in a
 * later turn. Works on other rows pass; works on the same row queue behind.
 *
 * <p>All but {@link #offer}, {@link #close} and the counts runs in turns, one at a time.
 */
final class Shard implements Actor {

    /** What a shard shares with the others. */
    record Surroundings(
            RowReader reader,
            RowLoad load,
            RowCache cache,
            WorkPool diskReads,
            LogSync log,
            Handoff handoff,
            TimeSource time,
            ShardCounters counters) {}

    private final Surroundings around;
    private final int batchTasks;
    private final BoundedQueue<Work> inbox;
    private final Queue<Work> cameBack = new ConcurrentLinkedQueue<>();
    private final List<Work> taken = new ArrayList<>();
    private final ArrayDeque<Work> ready = new ArrayDeque<>();
    private final List<Work> toLoad = new ArrayList<>();
    private final List<TaskEnd> ends = new ArrayList<>();
    private final List<TaskEnd> endsAfterSync = new ArrayList<>();
    private final Parking parking;
    private final TaskRows rows;
    private final Commit commit;

    private volatile RowChanges changes = RowChanges.NONE;
    private volatile int parked;
    private volatile boolean closing;
    private Bell bell = () -> {};

    Shard(ShardsSettings.Limits limits, TaskRows rows, Commit commit, Surroundings around) {
        this.around = around;
        this.batchTasks = limits.batchTasks();
        this.inbox = new BoundedQueue<>(limits.queuedTasks());
        this.parking = new Parking(limits.parkedTasks());
        this.rows = rows;
        this.commit = commit;
    }

    /** To be called once, before the first turn. */
    void setBell(Bell bell) {
        this.bell = bell;
    }

    /** Whom to tell of changed rows; to be called before the first work. */
    void observe(RowChanges listener) {
        changes = listener;
    }

    /** Queues a work; false if the queue is full. Whoever offers also sees to the bell. */
    boolean offer(Work work) {
        return inbox.offer(work);
    }

    void ring() {
        bell.ring();
    }

    int queued() {
        return inbox.size();
    }

    int parked() {
        return parked;
    }

    /** Refuses further works; the shard ends when those it has have ended. */
    void close() {
        inbox.close();
        closing = true;
        bell.ring();
    }

    @Override
    public long turn() {
        boolean wasClosing = closing;
        for (Work work = cameBack.poll(); work != null; work = cameBack.poll()) {
            ready.add(work);
        }
        goOn();
        inbox.drainTo(taken, batchTasks);
        for (Work work : taken) {
            admit(work);
            goOn();
        }
        taken.clear();
        commit();
        sendToDisk();
        tellEnds();
        parked = parking.size();
        if (!inbox.isEmpty() || !cameBack.isEmpty() || !ready.isEmpty()) {
            return 0;
        }
        return wasClosing && parking.isEmpty() ? NEVER : UNTIL_RUNG;
    }

    /** Takes no further work: callers are refused at once instead of waiting for what will never come. */
    @Override
    public void broken(Throwable fault) {
        inbox.close();
    }

    /** Works that came back from the disk, and those that waited for one that has ended. */
    private void goOn() {
        for (Work work = ready.poll(); work != null; work = ready.poll()) {
            attempt(work);
        }
    }

    private void admit(Work work) {
        try {
            if (work.kind == Work.Kind.TASK && work.isExpired(around.time.nanoTime())) {
                throw expired();
            }
            work.keys = work.task.reads();
            work.ranges = work.task.ranges();
        } catch (Throwable e) {
            end(work, e);
            return;
        }
        if (parking.holdsUp(work)) {
            park(work);
        } else {
            attempt(work);
        }
    }

    /** Nobody stands before the work any more: it runs, or goes to load what it misses. */
    private void attempt(Work work) {
        RuntimeException failure = work.loadFailure;
        if (failure == null && work.kind == Work.Kind.TASK && work.isExpired(around.time.nanoTime())) {
            failure = expired();
        }
        if (failure != null) {
            end(work, failure);
            return;
        }
        try {
            rows.begin(work);
            work.missing = find(work);
        } catch (RuntimeException e) {
            end(work, e);
            return;
        }
        if (work.missing.isEmpty() && !work.needsRanges()) {
            run(work);
        } else if (work.parked || park(work)) {
            toLoad.add(work);
        }
    }

    /** Shows the work's rows to the task; returns those that only the disk knows. */
    private List<RowKey> find(Work work) {
        List<RowKey> missing = List.of();
        work.onBatch = false;
        for (RowKey key : work.keys) {
            Loaded loaded = find(work, key);
            if (loaded != null) {
                rows.found(key, loaded);
            } else {
                missing = missing.isEmpty() ? new ArrayList<>() : missing;
                missing.add(key);
            }
        }
        if (work.rangesLoaded) {
            work.loaded.forEach(rows::found);
        }
        return missing;
    }

    private @Nullable Loaded find(Work work, RowKey key) {
        CachedRow uncommitted = commit.uncommitted(key);
        if (uncommitted != null) {
            work.onBatch = true;
            around.counters.cacheHits.increment();
            return Loaded.of(uncommitted.row());
        }
        Loaded loaded = work.loaded.get(key);
        if (loaded != null) {
            remember(key, loaded);
            return loaded;
        }
        CachedRow cached = around.cache.get(key);
        if (cached != null) {
            around.counters.cacheHits.increment();
            return Loaded.of(cached.row());
        }
        Loaded read = around.reader.readCached(key);
        if (read != null) {
            around.counters.memoryReads.increment();
            remember(key, read);
        }
        return read;
    }

    private void remember(RowKey key, Loaded loaded) {
        if (loaded.corruption() == null) {
            around.cache.put(key, CachedRow.of(loaded.row()));
        }
    }

    private void run(Work work) {
        switch (work.kind) {
            case TASK -> runTask(work);
            case ERASE -> erase(work);
            case BARRIER -> end(work, null);
        }
    }

    private void runTask(Work work) {
        try {
            work.task.run(rows);
        } catch (Throwable e) {
            end(work, e);
            return;
        }
        if (work.onBatch || !rows.written().isEmpty() || !rows.marks().isEmpty()) {
            work.onBatch = true;
            rows.tellChanges(changes);
            commit.add(work, rows.written(), rows.marks());
            leave(work);
        } else {
            end(work, null);
        }
    }

    private void erase(Work work) {
        Fence fence = work.fence;
        if (fence == null || work.fencePassed) {
            end(work, null);
            return;
        }
        commit();
        if (!work.parked) {
            parking.add(work);
        }
        fence.arrive(work, () -> comeBack(work), () -> erased(work));
    }

    private @Nullable RuntimeException erased(Work work) {
        RuntimeException failure = commit.erase(work.ranges);
        if (failure == null) {
            changes.erased(work.ranges);
        } else {
            around.log.failed(failure);
        }
        return failure;
    }

    private void commit() {
        RuntimeException failure = null;
        if (commit.hasRows()) {
            failure = commit.write();
            if (failure == null) {
                around.log.wrote();
            } else {
                around.log.failed(failure);
                rows.batchFailed();
                changes.failed(rows.shard());
            }
        }
        for (Work work : commit.works()) {
            ended(work, failure);
        }
        commit.clear();
    }

    private void sendToDisk() {
        for (Work work : toLoad) {
            around.counters.diskReads.increment();
            if (!around.diskReads.execute(() -> loadBesides(work))) {
                end(work, overloaded("too many reads wait for the disk of this node"));
            }
        }
        toLoad.clear();
    }

    private void loadBesides(Work work) {
        around.load.load(work);
        comeBack(work);
    }

    private void comeBack(Work work) {
        cameBack.add(work);
        bell.ring();
    }

    private boolean park(Work work) {
        if (parking.isFull() && work.kind == Work.Kind.TASK) {
            end(work, overloaded("too much work waits for the disk of this node"));
            return false;
        }
        parking.add(work);
        return true;
    }

    /** The work is over, apart from any batch. */
    private void end(Work work, @Nullable Throwable failure) {
        leave(work);
        ended(work, failure);
    }

    private void leave(Work work) {
        if (work.parked) {
            parking.remove(work, ready);
        }
    }

    private void ended(Work work, @Nullable Throwable failure) {
        (failure == null ? around.counters.tasksDone : around.counters.tasksFailed).increment();
        TaskEnd end = new TaskEnd(work.task, failure);
        (failure == null && around.log.isAwaitedBy(work) ? endsAfterSync : ends).add(end);
    }

    private void tellEnds() {
        around.handoff.add(ends);
        ends.clear();
        around.log.endAfterSync(endsAfterSync);
        endsAfterSync.clear();
    }

    private StarlingException expired() {
        around.counters.tasksExpired.increment();
        return new StarlingException(ErrorCode.TIMEOUT, "The deadline passed before this node could do the work");
    }

    private static StarlingException overloaded(String why) {
        return StarlingException.overloaded("Overloaded: " + why);
    }
}
