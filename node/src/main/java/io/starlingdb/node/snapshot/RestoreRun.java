package io.starlingdb.node.snapshot;

import io.starlingdb.kernel.StampReserveExhausted;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Restamping;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes the rows of one table. Batches of chunks are read off the loop while those before are written; so many are under way that the cluster is busy, and no more, so memory is
 * bounded. A chunk that is refused or times out is written again, with the dots that it has, for a minute.
 */
final class RestoreRun {
    private static final int BATCH_CHUNKS = 256;
    private static final int BATCH_BYTES = 1 << 20;

    private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Hears of rows written. Loop only. */
    interface Listener {
        void written(long rows, long token);
    }

    private final RestoreFoundation on;
    private final MergedRows rows;
    private final int tableId;
    private final int actor;
    private final Listener listener;
    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private int underWay;
    private long underWayBytes;
    private boolean isReading;
    private boolean isAtEnd;
    private long written;

    RestoreRun(RestoreFoundation on, MergedRows rows, int tableId, int actor, Listener listener) {
        this.on = on;
        this.rows = rows;
        this.tableId = tableId;
        this.actor = actor;
        this.listener = listener;
    }

    /** Begins; completes on the loop with the number of rows once all are written. */
    CompletableFuture<Long> start() {
        read();
        return end;
    }

    private void read() {
        isReading = true;
        on.reading().execute(() -> {
            List<List<Entry>> batch = new ArrayList<>();
            try {
                long bytes = 0;
                List<Entry> chunk = rows.chunk();
                while (!chunk.isEmpty()) {
                    batch.add(chunk);
                    bytes += bytes(chunk);
                    if (batch.size() == BATCH_CHUNKS || bytes >= BATCH_BYTES) {
                        break;
                    }
                    chunk = rows.chunk();
                }
                boolean last = chunk.isEmpty();
                on.loop().execute(() -> write(batch, last));
            } catch (RuntimeException e) {
                on.loop().execute(() -> {
                    isReading = false;
                    end.completeExceptionally(e);
                });
            }
        });
    }

    private static long bytes(List<Entry> chunk) {
        long bytes = 0;
        for (Entry entry : chunk) {
            bytes += entry.row().weightBytes();
        }
        return bytes;
    }

    private void write(List<List<Entry>> batch, boolean last) {
        isReading = false;
        isAtEnd = last;
        for (List<Entry> chunk : batch) {
            underWay++;
            underWayBytes += bytes(chunk);
            new ChunkWrite(chunk).begin();
        }
        proceed();
    }

    private void proceed() {
        if (end.isDone()) {
            return;
        }
        if (isAtEnd) {
            if (underWay == 0) {
                end.complete(written);
            }
        } else if (!isReading && underWay <= BATCH_CHUNKS && underWayBytes <= BATCH_BYTES) {
            read();
        }
    }

    private final class ChunkWrite implements DoneHandler<Boolean> {
        private final List<Entry> entries;
        private final long deadlineNanos = on.time().nanoTime() + PATIENCE_NANOS;
        private List<RowDelta> deltas = List.of();

        ChunkWrite(List<Entry> entries) {
            this.entries = entries;
        }

        void begin() {
            try {
                deltas = stamped();
            } catch (StampReserveExhausted e) {
                on.loop().schedule(PAUSE_NANOS, this::begin);
                return;
            }
            if (deltas.isEmpty()) {
                done(true);
                return;
            }
            on.writes().hold(deltas.get(0).dot().stamp());
            write();
        }

        private List<RowDelta> stamped() {
            List<Restamping> moves = new ArrayList<>();
            List<RowKey> keys = new ArrayList<>();
            int stamps = 1;
            for (Entry entry : entries) {
                Restamping move = Restamping.of(entry.key().kind(), entry.row());
                if (move != null) {
                    moves.add(move);
                    keys.add(entry.key().inTable(tableId));
                    stamps = Math.max(stamps, move.stamps());
                }
            }
            long[] fresh = new long[stamps];
            for (int i = 0; i < stamps; i++) {
                fresh[i] = on.clock().next();
            }
            List<RowDelta> made = new ArrayList<>();
            for (int i = 0; i < moves.size(); i++) {
                made.add(moves.get(i).delta(keys.get(i), actor, fresh));
            }
            return made;
        }

        private void write() {
            if (end.isDone()) {
                release();
                return;
            }
            Delta delta = new Delta(deltas.get(0).dot(), deltas.get(0).dot().stamp(), deltas);
            on.writes().write(delta, on.time().nanoTime() + WRITE_NANOS, this);
        }

        private void release() {
            underWay--;
            underWayBytes -= bytes(entries);
            if (!deltas.isEmpty()) {
                on.writes().release(deltas.get(0).dot().stamp());
            }
        }

        @Override
        public void done(Boolean ignored) {
            release();
            RowKey last = entries.get(entries.size() - 1).key();
            long some = entries.stream()
                    .filter(entry -> entry.key().kind() == EntryKind.ROW)
                    .count();
            written += some;
            listener.written(some, last.token());
            proceed();
        }

        @Override
        public void failed(Throwable failure) {
            if (on.time().nanoTime() - deadlineNanos < 0) {
                on.loop().schedule(PAUSE_NANOS, this::write);
                return;
            }
            release();
            end.completeExceptionally(new SnapshotException(
                    "The cluster did not take rows for a minute, so the restore broke off: " + failure.getMessage()
                            + ". Run it again with --replace: it begins anew",
                    failure));
        }
    }
}
