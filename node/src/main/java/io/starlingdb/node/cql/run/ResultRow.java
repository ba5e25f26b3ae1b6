package io.starlingdb.node.cql.run;

import io.starlingdb.node.cql.value.RowValues;
import io.starlingdb.node.data.Cell;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The row that is being selected from; moved from row to row, its keys decoded when they are first asked for. */
final class ResultRow implements RowValues {

    private final TableSchema table;
    private final Supplier<byte[]> contextSecret;
    private @Nullable PartitionRows partition;
    private @Nullable VisibleRow row;
    private @Nullable List<byte[]> key;
    private @Nullable List<byte[]> clustering;

    ResultRow(TableSchema table, Supplier<byte[]> contextSecret) {
        this.table = table;
        this.contextSecret = contextSecret;
    }

    /** @param newRow null for the static columns alone */
    @SuppressWarnings("ReferenceEquality") // only whether it is the very partition whose key is decoded already
    void moveTo(PartitionRows newPartition, @Nullable VisibleRow newRow) {
        if (partition != newPartition) {
            partition = newPartition;
            key = null;
        }
        row = newRow;
        clustering = null;
    }

    @Override
    public byte @Nullable [] value(ColumnSchema column) {
        return switch (column.kind()) {
            case PARTITION_KEY -> key().get(place(table.partitionKey(), column));
            case CLUSTERING -> row == null ? null : clustering(row).get(place(table.clustering(), column));
            case STATIC, REGULAR -> {
                VisibleRow cells = cells(column);
                yield cells == null ? null : cells.value(column.id());
            }
        };
    }

    @Override
    public @Nullable Long writeTime(ColumnSchema column) {
        VisibleRow cells = cells(column);
        return cells == null ? null : cells.timestamp(column.id());
    }

    @Override
    public @Nullable Integer timeToLive(ColumnSchema column) {
        VisibleRow cells = cells(column);
        Long ttl = cells == null ? null : cells.ttl(column.id());
        return ttl == null ? null : ttl.intValue();
    }

    @Override
    public List<CellTime> cellTimes(ColumnSchema column) {
        VisibleRow cells = cells(column);
        List<CellTime> times = new ArrayList<>();
        if (cells != null) {
            for (Cell cell : cells.collection(column.id())) {
                byte[] path = cell.path();
                Long left = cells.ttl(cell);
                if (path != null) {
                    times.add(new CellTime(path, cell.timestamp(), left == null ? null : left.intValue()));
                }
            }
        }
        return times;
    }

    @Override
    public long token() {
        return partition().token();
    }

    @Override
    public List<byte[]> siblings(ColumnSchema column) {
        VisibleRow cells = cells(column);
        return cells == null ? List.of() : cells.siblings(column.id());
    }

    @Override
    public byte @Nullable [] context() {
        VisibleRow current = row;
        if (current == null) {
            return null;
        }
        byte[] binding = RowKey.row(table.id(), token(), partition().key(), current.clustering())
                .bytes();
        return ScalarType.TEXT.encode(current.context().encode(binding, contextSecret.get()));
    }

    private @Nullable VisibleRow cells(ColumnSchema column) {
        return switch (column.kind()) {
            case STATIC -> partition().statics();
            case REGULAR -> row;
            default -> null;
        };
    }

    private PartitionRows partition() {
        if (partition == null) {
            throw new IllegalStateException("not on a row");
        }
        return partition;
    }

    private List<byte[]> key() {
        if (key == null) {
            key = Keys.partitionKeyComponents(table, partition().key());
        }
        return key;
    }

    private List<byte[]> clustering(VisibleRow current) {
        if (clustering == null) {
            clustering = Keys.clusteringComponents(table, current.clustering());
        }
        return clustering;
    }

    private static int place(List<ColumnSchema> columns, ColumnSchema column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id() == column.id()) {
                return i;
            }
        }
        throw new IllegalStateException("no column " + column.name() + " in the key");
    }
}
