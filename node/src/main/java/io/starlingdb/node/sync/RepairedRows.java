package io.starlingdb.node.sync;

import io.starlingdb.node.data.Entry;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many rows exchanges have carried for each table, both ways, and their bytes. */
final class RepairedRows {
    /** Of one table. */
    record Count(long rows, long bytes) {}

    private final SortedMap<Integer, Count> byTable = new TreeMap<>();

    void add(List<Entry> entries) {
        for (Entry entry : entries) {
            add(entry.key().tableId(), 1, bytes(entry));
        }
    }

    void add(RepairedRows more) {
        more.byTable.forEach((table, count) -> add(table, count.rows(), count.bytes()));
    }

    private void add(int table, long rows, long bytes) {
        byTable.merge(
                table,
                new Count(rows, bytes),
                (one, other) -> new Count(one.rows() + other.rows(), one.bytes() + other.bytes()));
    }

    /** What was carried for a table. */
    Count of(int table) {
        return byTable.getOrDefault(table, new Count(0, 0));
    }

    private static long bytes(Entry entry) {
        return (long) entry.key().bytes().length + entry.row().weightBytes();
    }
}
