package io.starlingdb.node.storage;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.data.RowKey;
import java.util.Map;

/**
 * Loads, beside the shard, what one work misses: single rows and whole ranges. Nobody writes these rows meanwhile, because
 * all who could are waiting behind the work.
 */
final class RowLoad {

    private final StorageEngine engine;
    private final RowReader reader;
    private final TimeSource time;
    private final int rangeRowsMax;

    RowLoad(StorageEngine engine, RowReader reader, TimeSource time, int rangeRowsMax) {
        this.engine = engine;
        this.reader = reader;
        this.time = time;
        this.rangeRowsMax = rangeRowsMax;
    }

    /** Loads into the work; what goes wrong is put there too. Costs nothing if its deadline has passed meanwhile. */
    void load(Work work) {
        if (work.isExpired(time.nanoTime())) {
            return;
        }
        try {
            for (RowKey key : work.missing) {
                work.loaded.put(key, reader.read(key));
            }
            if (work.needsRanges()) {
                loadRanges(work);
                work.rangesLoaded = true;
            }
        } catch (RuntimeException e) {
            work.loadFailure = e;
        }
    }

    private void loadRanges(Work work) {
        int rows = 0;
        try (EngineSnapshot snapshot = engine.snapshot()) {
            for (KeyRange range : work.ranges) {
                try (EngineCursor cursor = snapshot.cursor(range, Direction.FORWARD)) {
                    while (cursor.next()) {
                        if (++rows > rangeRowsMax) {
                            throw tooLarge();
                        }
                        RowKey key = reader.key(cursor.key());
                        work.loaded.put(key, decoded(key, cursor.value()));
                    }
                }
            }
        }
    }

    private Loaded decoded(RowKey key, byte[] value) {
        try {
            return Loaded.of(reader.decodeOrReport(key, value));
        } catch (CorruptionException e) {
            return Loaded.corrupt(e);
        }
    }

    private StarlingException tooLarge() {
        return new StarlingException(
                ErrorCode.TOO_LARGE,
                "The range has more rows than one operation may touch; split it into smaller ranges",
                Map.of("rows_max", rangeRowsMax));
    }
}
