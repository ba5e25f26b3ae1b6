package io.starlingdb.node.storage;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one scan task on a thread of its pool, over a snapshot that lives as long as it runs. */
final class Scan<T> implements Runnable {

    /** After how many steps a cursor looks whether it may go on. */
    private static final int STEPS_PER_CLOCK = 64;

    private final ScanTask<T> task;
    private final StorageEngine engine;
    private final RowReader reader;
    private final TimeSource time;
    private final Handoff handoff;
    private final BooleanSupplier closed;

    Scan(
            ScanTask<T> task,
            StorageEngine engine,
            RowReader reader,
            TimeSource time,
            Handoff handoff,
            BooleanSupplier closed) {
        this.task = task;
        this.engine = engine;
        this.reader = reader;
        this.time = time;
        this.handoff = handoff;
        this.closed = closed;
    }

    @Override
    public void run() {
        T result;
        try {
            requireTime();
            result = scan();
        } catch (Throwable e) {
            handoff.add(() -> task.failed(e));
            return;
        }
        handoff.add(() -> task.completed(result));
    }

    private T scan() {
        try (EngineSnapshot snapshot = engine.snapshot();
                Rows rows = new Rows(snapshot)) {
            return task.scan(rows);
        }
    }

    private void requireTime() {
        if (closed.getAsBoolean()) {
            throw new EngineClosedException("the storage");
        }
        long deadline = task.deadlineNanos();
        if (deadline != Long.MAX_VALUE && time.nanoTime() - deadline > 0) {
            throw new StarlingException(
                    ErrorCode.TIMEOUT, "The deadline passed before this node could finish the scan");
        }
    }

    private final class Rows implements SnapshotRows, AutoCloseable {
        private final EngineSnapshot snapshot;
        private final List<EngineCursor> cursors = new ArrayList<>();

        Rows(EngineSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public @Nullable Row get(RowKey key) {
            return reader.decodeOrReport(key, snapshot.get(key.bytes()));
        }

        @Override
        public RowCursor cursor(KeyRange range, Direction direction) {
            EngineCursor cursor = snapshot.cursor(range, direction);
            cursors.add(cursor);
            return new Cursor(cursor);
        }

        @Override
        public KeyCursor keys(KeyRange range) {
            EngineCursor cursor = snapshot.cursor(range, Direction.FORWARD);
            cursors.add(cursor);
            return new Keys(cursor);
        }

        @Override
        public void close() {
            cursors.forEach(EngineCursor::close);
        }
    }

    private final class Keys implements KeyCursor {
        private final EngineCursor cursor;
        private int steps;

        Keys(EngineCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean next() {
            if (++steps % STEPS_PER_CLOCK == 0) {
                requireTime();
            }
            return cursor.next();
        }

        @Override
        public byte[] key() {
            return cursor.key();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    private final class Cursor implements RowCursor {
        private final EngineCursor cursor;
        private @Nullable RowKey key;
        private @Nullable Row row;
        private int steps;

        Cursor(EngineCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean next() {
            if (++steps % STEPS_PER_CLOCK == 0) {
                requireTime();
            }
            row = null;
            key = null;
            try {
                return cursor.next();
            } catch (CorruptionException e) {
                throw reader.reported(null, e);
            }
        }

        @Override
        public RowKey key() {
            RowKey known = key;
            if (known == null) {
                known = reader.key(cursor.key());
                key = known;
            }
            return known;
        }

        @Override
        public Row row() {
            Row known = row;
            if (known == null) {
                known = Objects.requireNonNull(
                        reader.decodeOrReport(key(), cursor.value()), "a cursor stands on a value");
                row = known;
            }
            return known;
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
