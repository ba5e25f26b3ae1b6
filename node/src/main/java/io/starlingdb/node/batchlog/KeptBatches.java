package io.starlingdb.node.batchlog;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.node.coordinator.LoggedBatch;
import io.starlingdb.node.coordinator.LoggedBatch.BatchId;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.StampHolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The batches that this node keeps for coordinators, itself perhaps among them, and finishes when they do not: because they died, or the time of any
 * request is over. The loop owns it.
 */
final class KeptBatches implements StampHolder {
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BATCHES_MAX = 10_000;
    private static final Comparator<BatchId> ORDER =
            Comparator.comparingLong(BatchId::stamp).thenComparingInt(BatchId::actor);

    private final BatchLogFoundation on;
    private final BatchWriter writer;
    private final BatchShelf shelf;
    private final SortedMap<BatchId, Kept> kept = new TreeMap<>(ORDER);
    private boolean isLoaded;
    private long finished;

    /** A batch that is kept. */
    private static final class Kept {
        private final LoggedBatch batch;
        private long dueNanos;
        private boolean isBusy;

        Kept(LoggedBatch batch, long dueNanos) {
            this.batch = batch;
            this.dueNanos = dueNanos;
        }
    }

    KeptBatches(BatchLogFoundation on, BatchWriter writer) {
        this.on = on;
        this.writer = writer;
        this.shelf = new BatchShelf(on.shards());
    }

    void start() {
        load();
        tick();
    }

    private void load() {
        shelf.load(new DoneHandler<>() {
            @Override
            public void done(List<LoggedBatch> found) {
                for (LoggedBatch batch : found) {
                    kept.putIfAbsent(batch.id(), new Kept(batch, on.time().nanoTime() + PATIENCE_NANOS));
                }
                isLoaded = true;
            }

            @Override
            public void failed(Throwable failure) {
                on.loop().schedule(TICK_NANOS, () -> load());
            }
        });
    }

    /** Keeps a batch; the handler hears when it is as durable as a write. */
    void keep(LoggedBatch batch, long deadlineNanos, DoneHandler<Boolean> handler) {
        if (batch.lowestStamp() <= on.promised().getAsLong()) {
            handler.failed(new StarlingException(
                    ErrorCode.REPLICA_FAILURE, "The batch came too late to be kept: its time is closed already"));
            return;
        }
        if (kept.size() >= BATCHES_MAX) {
            handler.failed(
                    StarlingException.overloaded("Overloaded: " + kept.size() + " logged batches are kept here"));
            return;
        }
        kept.putIfAbsent(batch.id(), new Kept(batch, on.time().nanoTime() + PATIENCE_NANOS));
        shelf.put(batch, deadlineNanos, new DoneHandler<>() {
            @Override
            public void done(Boolean stored) {
                handler.done(stored);
            }

            @Override
            public void failed(Throwable failure) {
                forget(batch.id()); // it may have been stored all the same
                handler.failed(failure);
            }
        });
    }

    /** The batch is written. */
    void forget(BatchId id) {
        if (kept.containsKey(id)) {
            shelf.remove(id, new DoneHandler<>() {
                @Override
                public void done(Boolean removed) {
                    kept.remove(id);
                }

                @Override
                public void failed(Throwable failure) {
                    // It stays, and is written once more: no harm.
                }
            });
        }
    }

    private void tick() {
        long now = on.time().nanoTime();
        for (Kept batch : new ArrayList<>(kept.values())) {
            boolean isOrphan = on.membership().liveness(batch.batch.coordinator()) == Liveness.DEAD
                    && batch.dueNanos - now > 0
                    && batch.dueNanos - now < PATIENCE_NANOS - TICK_NANOS;
            if (!batch.isBusy && (isOrphan || batch.dueNanos - now <= 0)) {
                write(batch);
            }
        }
        on.loop().schedule(TICK_NANOS, this::tick);
    }

    private void write(Kept batch) {
        batch.isBusy = true;
        int[] open = {batch.batch.deltas().size()};
        boolean[] failed = new boolean[1];
        for (Delta delta : batch.batch.deltas()) {
            writer.write(delta, on.time().nanoTime() + WRITE_NANOS, new DoneHandler<>() {
                @Override
                public void done(Boolean written) {
                    ended();
                }

                @Override
                public void failed(Throwable failure) {
                    failed[0] = true;
                    ended();
                }

                private void ended() {
                    if (--open[0] > 0) {
                        return;
                    }
                    batch.isBusy = false;
                    batch.dueNanos = on.time().nanoTime() + WRITE_NANOS;
                    if (!failed[0]) {
                        finished++;
                        forget(batch.batch.id());
                    }
                }
            });
        }
    }

    /** How many batches this node has finished for their coordinators. */
    long finished() {
        return finished;
    }

    int size() {
        return kept.size();
    }

    @Override
    public long lowestStamp() {
        if (!isLoaded) {
            return 0;
        }
        long lowest = NOTHING;
        for (Kept batch : kept.values()) {
            lowest = Math.min(lowest, batch.batch.lowestStamp());
        }
        return lowest;
    }
}
