package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.ReadReply;
import io.starlingdb.node.schema.ConflictMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several replicas' whole copies of one interval, joined: pure. Of copies that end at different places only what all of them cover is joined:
 * behind the earliest end a copy that says nothing may still have a row, or its deletion.
 */
final class JoinedCopies {
    private final ScanOrder order;
    private final SortedMap<RowKey, Row> rows;
    private final @Nullable ResumePoint end;

    private JoinedCopies(ScanOrder order, SortedMap<RowKey, Row> rows, @Nullable ResumePoint end) {
        this.order = order;
        this.rows = rows;
        this.end = end;
    }

    static JoinedCopies of(List<ReadReply> copies, ScanOrder order, ConflictMode mode) {
        ResumePoint end = null;
        for (ReadReply copy : copies) {
            end = order.earlier(end, copy.end());
        }
        SortedMap<RowKey, Row> rows = new TreeMap<>();
        for (ReadReply copy : copies) {
            for (Entry entry : copy.entries()) {
                if (!order.isBehind(entry.key(), end)) {
                    rows.merge(entry.key(), entry.row(), (a, b) -> Join.join(a, b, mode, JoinObserver.NONE));
                }
            }
        }
        return new JoinedCopies(order, rows, end);
    }

    /** Where the joined interval ends; null if nothing is left to scan. */
    @Nullable
    ResumePoint end() {
        return end;
    }

    /** The joined entries in the order of the scan. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(rows.size());
        rows.forEach((key, row) -> entries.add(new Entry(key, row)));
        if (order.reversed()) {
            Comparator<Entry> rowsBackwards = (one, other) -> {
                int byKind = one.key().kind().compareTo(other.key().kind());
                return byKind != 0 ? byKind : other.key().compareTo(one.key());
            };
            entries.sort(rowsBackwards);
        }
        return entries;
    }

    /** What a replica that has sent this copy lacks of the whole; in the order of the keys. */
    List<Entry> missingFrom(ReadReply copy) {
        Map<RowKey, Row> its = new HashMap<>();
        for (Entry entry : copy.entries()) {
            its.put(entry.key(), entry.row());
        }
        List<Entry> missing = new ArrayList<>();
        rows.forEach((key, row) -> {
            Row copied = its.get(key);
            if (!row.isEmpty() && (copied == null || !row.equals(copied))) {
                missing.add(new Entry(key, row));
            }
        });
        return missing;
    }
}
