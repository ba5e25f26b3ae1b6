package io.starlingdb.node.storage;

import io.starlingdb.node.data.CorruptRowException;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import org.jspecify.annotations.Nullable;

/** Reads rows from an engine and refuses those that are not what was written; for many threads. */
final class RowReader {

    private final StorageEngine engine;
    private final StorageListener listener;
    private final ShardCounters counters;

    RowReader(StorageEngine engine, StorageListener listener, ShardCounters counters) {
        this.engine = engine;
        this.listener = listener;
        this.counters = counters;
    }

    /** Reads without touching the disk; null where only the disk knows. */
    @Nullable
    Loaded readCached(RowKey key) {
        try {
            Lookup lookup = engine.getCached(key.bytes());
            return lookup.isCold() ? null : Loaded.of(decode(key, lookup.value()));
        } catch (CorruptionException e) {
            return refused(key, e);
        }
    }

    /** Reads, from the disk if need be. */
    Loaded read(RowKey key) {
        try {
            return Loaded.of(decode(key, engine.get(key.bytes())));
        } catch (CorruptionException e) {
            return refused(key, e);
        }
    }

    /** Decodes what a cursor or a snapshot found; throws {@link CorruptionException}, counted. */
    @Nullable
    Row decodeOrReport(RowKey key, byte @Nullable [] value) {
        try {
            return decode(key, value);
        } catch (CorruptionException e) {
            refused(key, e);
            throw e;
        }
    }

    /** The key that a cursor found; throws {@link CorruptionException}, counted, if it is none. */
    RowKey key(byte[] stored) {
        try {
            return RowKey.decode(stored);
        } catch (IllegalArgumentException e) {
            throw reported(null, new CorruptionException("a stored key is none: " + e.getMessage(), e));
        }
    }

    /** Counts and reports a corruption that an engine found somewhere on its way. */
    CorruptionException reported(@Nullable RowKey key, CorruptionException corruption) {
        counters.corruptRows.increment();
        listener.corrupt(key, corruption);
        return corruption;
    }

    private Loaded refused(RowKey key, CorruptionException corruption) {
        return Loaded.corrupt(reported(key, corruption));
    }

    private static @Nullable Row decode(RowKey key, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return RowCodec.decode(key, value);
        } catch (CorruptRowException e) {
            throw new CorruptionException(String.valueOf(e.getMessage()), e);
        }
    }
}
