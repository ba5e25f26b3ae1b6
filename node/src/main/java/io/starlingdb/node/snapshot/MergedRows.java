package io.starlingdb.node.snapshot;

import io.starlingdb.node.data.CorruptRowException;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.data.Shadow;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.storage.EngineCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table as all snapshots together have them, in the order of storage. Copies of an entry are joined, so what one replica had deleted and another had not heard of is
 * deleted; what a deletion of the partition or a range covers is left out. Of a node only what it owned is taken: what it had given away, and not erased yet, others may have deleted since.
 *
 * <p>In memory are one chunk, and the range deletions of one partition. For one thread at a time; reads wait for the disk.
 */
final class MergedRows {
    private static final int CHUNK_ROWS_MAX = 64;
    private static final int CHUNK_BYTES_MAX = 256 << 10;

    /**
     * One snapshot's entries.
     *
     * @param owned whether its node owned the token when it was taken
     */
    record Source(EngineCursor cursor, LongPredicate owned) {}

    private final ConflictMode mode;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private final List<Entry> rangeDeletions = new ArrayList<>();
    private @Nullable Entry next;
    private @Nullable RowKey partition;
    private @Nullable Row header;
    private @Nullable Shadow shadow;
    private long unreadable;

    MergedRows(List<Source> sources, ConflictMode mode) {
        this.mode = mode;
        for (Source source : sources) {
            advance(new Head(source, heads.size()));
        }
        next = join();
    }

    /** Entries of one partition, in order, at least one; empty at the end. */
    List<Entry> chunk() {
        List<Entry> chunk = new ArrayList<>();
        int bytes = 0;
        while (next != null && chunk.size() < CHUNK_ROWS_MAX && bytes < CHUNK_BYTES_MAX) {
            Entry entry = next;
            if (!chunk.isEmpty() && !chunk.get(0).key().samePartition(entry.key())) {
                return chunk;
            }
            Row row = uncovered(entry);
            if (!row.isEmpty()) {
                chunk.add(new Entry(entry.key(), row));
                bytes += row.weightBytes();
            }
            next = join();
        }
        return chunk;
    }

    /** How many copies could not be read: they were corrupt when the snapshot was taken. */
    long unreadable() {
        return unreadable;
    }

    private Row uncovered(Entry entry) {
        RowKey key = entry.key();
        if (partition == null || !partition.samePartition(key)) {
            partition = key;
            header = null;
            rangeDeletions.clear();
            shadow = null;
        }
        EntryKind kind = key.kind();
        if (kind == EntryKind.ROW) {
            Shadow known = shadow == null ? Shadow.of(header, rangeDeletions) : shadow;
            shadow = known;
            return Settling.sweep(entry.row(), known.deletedUpTo(key.clustering()));
        }
        if (kind == EntryKind.HEADER) {
            header = entry.row();
        } else {
            rangeDeletions.add(entry);
        }
        return entry.row();
    }

    /** The next entry, of all its copies; null at the end. */
    private @Nullable Entry join() {
        while (!heads.isEmpty()) {
            byte[] bytes = heads.element().key;
            RowKey key = RowKey.decode(bytes);
            Row joined = null;
            while (!heads.isEmpty() && Arrays.equals(heads.element().key, bytes)) {
                Head head = heads.remove();
                Row copy = head.source.owned().test(key.token()) ? read(key, head.source.cursor()) : null;
                if (copy != null) {
                    joined = Join.join(joined, copy, mode, JoinObserver.NONE);
                }
                advance(head);
            }
            if (joined != null) {
                return new Entry(key, joined);
            }
        }
        return null;
    }

    private @Nullable Row read(RowKey key, EngineCursor cursor) {
        try {
            return RowCodec.decode(key, cursor.value());
        } catch (CorruptRowException e) {
            unreadable++;
            return null;
        }
    }

    private void advance(Head head) {
        if (head.source.cursor().next()) {
            head.key = head.source.cursor().key();
            heads.add(head);
        }
    }

    private static final class Head implements Comparable<Head> {
        private final Source source;
        private final int place;
        private byte[] key = new byte[0];

        Head(Source source, int place) {
            this.source = source;
            this.place = place;
        }

        @Override
        public int compareTo(Head other) {
            int byKey = Arrays.compareUnsigned(key, other.key);
            return byKey != 0 ? byKey : Integer.compare(place, other.place);
        }
    }
}
