package io.starlingdb.node.data;

import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One replica of one partition, with rows in memory and a clock that the test sets. */
final class TestReplica implements CurrentRows, JoinObserver {
    static final byte[] PARTITION = ScalarType.TEXT.encode("p");
    static final long TOKEN = 42;

    final TableSchema table;
    final TreeMap<RowKey, Row> entries = new TreeMap<>();
    final List<Dot> lost = new ArrayList<>();
    final int actor;
    long stamp;
    long life;
    long nowSeconds = 1_000;

    TestReplica(TableSchema table, int actor, long firstStamp) {
        this.table = table;
        this.actor = actor;
        this.stamp = firstStamp;
        this.life = firstStamp - 1;
    }

    /** A table of every kind of column: key {@code k, c}, static {@code s}, and others named by their type. */
    static TableSchema table(ConflictMode mode) {
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.TEXT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("c", ScalarType.INT, ColumnKind.CLUSTERING),
                new ColumnDefinition("s", ScalarType.TEXT, ColumnKind.STATIC),
                new ColumnDefinition("text", ScalarType.TEXT, ColumnKind.REGULAR),
                new ColumnDefinition("number", ScalarType.INT, ColumnKind.REGULAR),
                new ColumnDefinition("set", CqlType.parse("set<int>"), ColumnKind.REGULAR),
                new ColumnDefinition("map", CqlType.parse("map<text, int>"), ColumnKind.REGULAR),
                new ColumnDefinition("list", CqlType.parse("list<text>"), ColumnKind.REGULAR));
        return create(columns, Map.of("conflicts", mode.cqlName()));
    }

    /** A table of counters. */
    static TableSchema counters(ConflictMode mode) {
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.TEXT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("c", ScalarType.INT, ColumnKind.CLUSTERING),
                new ColumnDefinition("n", ScalarType.COUNTER, ColumnKind.REGULAR));
        return create(columns, Map.of("conflicts", mode.cqlName()));
    }

    private static TableSchema create(List<ColumnDefinition> columns, Map<String, ?> options) {
        Schema schema = new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false).applyTo(Schema.EMPTY);
        schema = new SchemaChange.CreateTable("ks", "t", columns, options, false).applyTo(schema);
        TableSchema table = schema.table("ks", "t");
        if (table == null) {
            throw new AssertionError("just created");
        }
        return table;
    }

    ColumnSchema column(String name) {
        ColumnSchema column = table.column(name);
        if (column == null) {
            throw new AssertionError("no column " + name);
        }
        return column;
    }

    byte[] clustering(int value) {
        return Keys.clustering(table, List.of(ScalarType.INT.encode(value)));
    }

    RowKey key(int clustering) {
        return RowKey.row(table.id(), TOKEN, PARTITION, clustering(clustering));
    }

    MutationBuilder mutation() {
        return new MutationBuilder(table, PARTITION, TOKEN);
    }

    MutationBuilder.RowBuilder row(int clustering) {
        return mutation().row(clustering(clustering));
    }

    /** Issues and joins the write here. */
    Delta write(MutationBuilder.RowBuilder row) {
        return write(row.and().build());
    }

    Delta write(Mutation mutation) {
        Delta delta = Issuer.issue(mutation, this, table.conflicts(), actor, ++stamp, life, nowSeconds);
        for (RowDelta part : delta.rows()) {
            entries.put(part.key(), Join.issue(entries.get(part.key()), part, table.conflicts(), life, this));
        }
        return delta;
    }

    /** Joins what another has issued. */
    void join(Delta delta) {
        for (RowDelta part : delta.rows()) {
            entries.put(part.key(), Join.join(entries.get(part.key()), part, table.conflicts(), this));
        }
        stamp = Math.max(stamp, delta.dot().stamp());
    }

    /** Joins all that another holds. */
    void join(TestReplica other) {
        other.entries.forEach(
                (key, row) -> entries.put(key, Join.join(entries.get(key), row, table.conflicts(), this)));
        stamp = Math.max(stamp, other.stamp);
    }

    PartitionRows visible() {
        return visible(nowSeconds);
    }

    PartitionRows visible(long atSeconds) {
        List<Entry> ranges = new ArrayList<>();
        List<Entry> rows = new ArrayList<>();
        entries.forEach((key, row) -> {
            if (key.kind() == EntryKind.RANGE_DELETION) {
                ranges.add(new Entry(key, row));
            } else if (key.kind() == EntryKind.ROW) {
                rows.add(new Entry(key, row));
            }
        });
        Row header = entries.get(RowKey.header(table.id(), TOKEN, PARTITION));
        return PartitionRows.visible(table, PARTITION, TOKEN, header, ranges, rows, atSeconds);
    }

    /** The row as a read sees it; null if it sees none. */
    @Nullable
    VisibleRow seen(int clustering) {
        byte[] wanted = clustering(clustering);
        return visible().rows().stream()
                .filter(row -> java.util.Arrays.equals(row.clustering(), wanted))
                .findFirst()
                .orElse(null);
    }

    /** A column's value for people: a CQL literal, or null. */
    @Nullable
    String seen(int clustering, String column) {
        VisibleRow row = seen(clustering);
        byte[] value = row == null ? null : row.value(column(column).id());
        return value == null ? null : column(column).type().format(value);
    }

    byte[] encoded(String column, Object value) {
        return column(column).type().encode(value);
    }

    @Override
    public @Nullable Row get(RowKey key) {
        return entries.get(key);
    }

    @Override
    public List<RowKey> rowsIn(Slice slice) {
        return entries.keySet().stream()
                .filter(key -> key.kind() == EntryKind.ROW && slice.contains(key.clustering()))
                .toList();
    }

    @Override
    public int actor() {
        return actor;
    }

    @Override
    public void lostWrite(Dot loser, Dot winner) {
        lost.add(loser);
    }
}
