package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Map;

/** Stamped writes to the rows of one partition of a {@code siblings} table. */
final class TestRows {
    private static final byte[] KEY = {7};
    private static final TableSchema TABLE = table();

    private TestRows() {}

    private static TableSchema table() {
        Schema schema = new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false).applyTo(Schema.EMPTY);
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.BLOB, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("c", ScalarType.INT, ColumnKind.CLUSTERING),
                new ColumnDefinition("v", ScalarType.TEXT, ColumnKind.REGULAR));
        return new SchemaChange.CreateTable("ks", "t", columns, Map.of("conflicts", "siblings"), false)
                .applyTo(schema)
                .requireTable("ks", "t");
    }

    /** A blind write of one row, claiming nothing but its own dot. */
    static Delta delta(int actor, long stamp, int row) {
        MutationBuilder mutation = new MutationBuilder(TABLE, KEY, 1);
        mutation.row(Keys.clustering(TABLE, List.of(ScalarType.INT.encode(row))))
                .set("v", ScalarType.TEXT.encode("by " + actor + " at " + stamp));
        CurrentRows nothing = new CurrentRows() {
            @Override
            public Row get(RowKey key) {
                return null;
            }

            @Override
            public List<RowKey> rowsIn(Slice slice) {
                return List.of();
            }
        };
        return Issuer.issue(mutation.build(), nothing, ConflictMode.SIBLINGS, actor, stamp, stamp - 1, 1);
    }
}
