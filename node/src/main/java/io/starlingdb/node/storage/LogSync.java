package io.starlingdb.node.storage;

import io.starlingdb.kernel.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes commits survive the loss of power, beside the shards, so that none of them waits for it: every so often, or, for ends
 * that must not be told before, as soon as it can. All that comes while one sync is under way shares the next.
 *
 * <p>So a row may be read a moment before it is durable, but it is never acknowledged before. If the disk falls more than an
 * interval behind, acknowledgements wait as if every write asked for it: what was acknowledged and may be lost stays bounded.
 *
 * <p>{@link #turn} is for one thread, the rest for all.
 */
final class LogSync implements Actor {

    private final StorageEngine engine;
    private final ShardsSettings.Durability durability;
    private final DiskWatch disk;
    private final TimeSource time;
    private final Handoff handoff;
    private final StorageListener listener;

    private List<Consumer<@Nullable StorageException>> waiting = new ArrayList<>();
    /** Whether something was written that no sync has begun after. */
    private volatile boolean dirty;
    /** When the oldest such write was. */
    private volatile long dirtySinceNanos;

    private volatile boolean closing;
    private volatile @Nullable StorageException broken;
    private Bell bell = () -> {};

    LogSync(
            StorageEngine engine,
            ShardsSettings.Durability durability,
            DiskWatch disk,
            TimeSource time,
            Handoff handoff,
            StorageListener listener) {
        this.engine = engine;
        this.durability = durability;
        this.disk = disk;
        this.time = time;
        this.handoff = handoff;
        this.listener = listener;
    }

    /** To be called once, before the first turn. */
    void setBell(Bell bell) {
        this.bell = bell;
    }

    /** A batch could not be written: the disk is tried at once. */
    void failed(RuntimeException why) {
        if (why instanceof StorageException fault && !(why instanceof EngineClosedException)) {
            disk.failed(fault);
            bell.ring();
        }
    }

    /** A batch was committed. */
    void wrote() {
        if (!dirty) {
            markDirty();
        }
    }

    /** Whether the end of this committed work must wait for a sync. */
    boolean isAwaitedBy(Work work) {
        return work.task.synced() || (work.onBatch && (durability.group() || isBehind()));
    }

    /** Tells these ends after a sync that began after this call. */
    void endAfterSync(List<TaskEnd> ends) {
        if (!ends.isEmpty()) {
            List<TaskEnd> held = List.copyOf(ends);
            afterSync(failure -> held.forEach(end -> (failure == null ? end : end.failedWith(failure)).run()));
        }
    }

    /** Calls back on the loop after a sync that began after this call, with why it failed, or null. */
    void afterSync(Consumer<@Nullable StorageException> then) {
        synchronized (this) {
            waiting.add(then);
        }
        StorageException fault = broken;
        if (fault == null) {
            bell.ring();
        } else {
            tell(takeWaiting(), fault);
        }
    }

    /** Looks at the disk soon, as somebody else may have filled it. */
    void look() {
        bell.ring();
    }

    void close() {
        closing = true;
        bell.ring();
    }

    @Override
    public long turn() {
        boolean last = closing;
        List<Consumer<@Nullable StorageException>> served = takeWaiting();
        if (last || !served.isEmpty() || nanosUntilDue() <= 0) {
            tell(served, sync());
        }
        disk.check();
        if (last) {
            return NEVER;
        }
        long untilDue = nanosUntilDue();
        return disk.state() == DiskState.WELL ? untilDue : Math.min(untilDue, durability.syncIntervalNanos());
    }

    /** Nobody waits for a sync that will never come. */
    @Override
    public void broken(Throwable fault) {
        broken = new StorageException("the log is not synced any more, because of a fault", fault);
        tell(takeWaiting(), broken);
    }

    private void tell(List<Consumer<@Nullable StorageException>> waiters, @Nullable StorageException failure) {
        handoff.add(waiters.stream()
                .map(then -> (Runnable) () -> then.accept(failure))
                .toList());
    }

    private synchronized List<Consumer<@Nullable StorageException>> takeWaiting() {
        List<Consumer<@Nullable StorageException>> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /** Writes during the sync are not covered by it: the mark is taken away before. */
    private @Nullable StorageException sync() {
        dirty = false;
        try {
            long begin = time.nanoTime();
            engine.sync();
            listener.synced(time.nanoTime() - begin);
            return null;
        } catch (StorageException e) {
            listener.syncFailed(e);
            if (!(e instanceof EngineClosedException)) {
                disk.failed(e);
            }
            markDirty();
            return e;
        }
    }

    private void markDirty() {
        dirtySinceNanos = time.nanoTime();
        dirty = true;
        bell.ring();
    }

    /** Whether syncs fall behind. */
    boolean isBehind() {
        return dirty && time.nanoTime() - dirtySinceNanos > 2 * durability.syncIntervalNanos();
    }

    private long nanosUntilDue() {
        return dirty ? Math.max(0, dirtySinceNanos + durability.syncIntervalNanos() - time.nanoTime()) : UNTIL_RUNG;
    }
}
