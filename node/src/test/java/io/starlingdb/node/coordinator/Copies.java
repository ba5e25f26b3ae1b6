package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.MemoryEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What engines hold, read past all code under test, and what a query of it must answer, computed in the plainest way. */
final class Copies {
    private Copies() {}

    /** All entries of a table in one engine. */
    static SortedMap<RowKey, Row> of(MemoryEngine engine, TableSchema table) {
        SortedMap<RowKey, Row> rows = new TreeMap<>();
        KeyRange range = KeyRange.between(RowKey.tableStart(table.id()), RowKey.tableEnd(table.id()));
        try (EngineSnapshot snapshot = engine.snapshot();
                EngineCursor cursor = snapshot.cursor(range, Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = RowKey.decode(cursor.key());
                rows.put(key, RowCodec.decode(key, cursor.value()));
            }
        }
        return rows;
    }

    static SortedMap<RowKey, Row> joined(List<SortedMap<RowKey, Row>> copies, TableSchema table) {
        SortedMap<RowKey, Row> all = new TreeMap<>();
        for (SortedMap<RowKey, Row> copy : copies) {
            copy.forEach(
                    (key, row) -> all.merge(key, row, (a, b) -> Join.join(a, b, table.conflicts(), JoinObserver.NONE)));
        }
        return all;
    }

    /** The whole answer to a query without a resume point. */
    static List<PartitionRows> answer(SortedMap<RowKey, Row> entries, TableSchema table, ReadQuery query) {
        List<PartitionRows> answer = new ArrayList<>();
        int left = query.rowLimit();
        for (List<Entry> partition : inOrder(partitions(entries), query)) {
            RowKey first = partition.get(0).key();
            if (left == 0 || !isIn(query, first)) {
                continue;
            }
            Row header = null;
            List<Entry> deletions = new ArrayList<>();
            List<Entry> rows = new ArrayList<>();
            for (Entry entry : partition) {
                if (entry.key().kind() == EntryKind.HEADER) {
                    header = entry.row();
                } else if (entry.key().kind() == EntryKind.RANGE_DELETION) {
                    deletions.add(entry);
                } else if (query.slices().stream()
                        .anyMatch(slice -> slice.contains(entry.key().clustering()))) {
                    rows.add(entry);
                }
            }
            if (query.reversed()) {
                Collections.reverse(rows);
            }
            PartitionRows visible = PartitionRows.visible(
                            table, first.partitionKey(), first.token(), header, deletions, rows, query.nowSeconds())
                    .filtered(table, query.filter())
                    .limited(Math.min(left, query.perPartitionLimit()));
            if (!visible.isEmpty()) {
                answer.add(visible);
                left -= Math.max(1, visible.rows().size());
            }
        }
        return answer;
    }

    /** A range that wraps is answered from its start over the top of the ring. */
    private static List<List<Entry>> inOrder(List<List<Entry>> partitions, ReadQuery query) {
        if (query.target() instanceof Partitions.InRange in && in.range().wraps()) {
            partitions.sort(Comparator.comparing(
                    partition -> partition.get(0).key().token() <= in.range().start()));
        }
        return partitions;
    }

    private static boolean isIn(ReadQuery query, RowKey key) {
        return query.target() instanceof Partitions.One one
                ? Arrays.equals(one.key(), key.partitionKey())
                : ((Partitions.InRange) query.target()).range().contains(key.token());
    }

    private static List<List<Entry>> partitions(SortedMap<RowKey, Row> entries) {
        List<List<Entry>> partitions = new ArrayList<>();
        entries.forEach((key, row) -> {
            List<Entry> last = partitions.isEmpty() ? List.of() : partitions.get(partitions.size() - 1);
            if (last.isEmpty() || !last.get(0).key().samePartition(key)) {
                last = new ArrayList<>();
                partitions.add(last);
            }
            last.add(new Entry(key, row));
        });
        return partitions;
    }

    /** An answer as lines of text: easy to compare, and to read. Pages of one partition are put together. */
    static List<String> text(List<PartitionRows> answer, TableSchema table) {
        List<String> lines = new ArrayList<>();
        String open = "";
        for (PartitionRows partition : answer) {
            String key = new String(partition.key(), StandardCharsets.UTF_8);
            if (!key.equals(open)) {
                lines.add(key + " statics " + cells(partition.statics(), table));
                open = key;
            }
            for (VisibleRow row : partition.rows()) {
                lines.add(key + " row " + HexFormat.of().formatHex(row.clustering()) + " " + cells(row, table));
            }
        }
        return lines;
    }

    private static String cells(VisibleRow row, TableSchema table) {
        if (row == null) {
            return "-";
        }
        StringBuilder text = new StringBuilder();
        table.columns()
                .forEach(column -> row.siblings(column.id())
                        .forEach(value -> text.append(column.name())
                                .append('=')
                                .append(HexFormat.of().formatHex(value))
                                .append(' ')));
        return text.toString();
    }
}
