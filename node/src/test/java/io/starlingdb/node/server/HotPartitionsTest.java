package io.starlingdb.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HotPartitionsTest {
    private static final Schema SCHEMA = new SchemaChange.CreateTable(
                    "ks",
                    "t",
                    List.of(
                            new ColumnDefinition("a", ScalarType.TEXT, ColumnKind.PARTITION_KEY),
                            new ColumnDefinition("b", ScalarType.INT, ColumnKind.PARTITION_KEY)),
                    Map.of(),
                    false)
            .applyTo(new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false).applyTo(Schema.EMPTY));
    private static final TableSchema TABLE = SCHEMA.requireTable("ks", "t");

    private static byte[] key(String a, int b) {
        return Keys.partitionKey(TABLE, List.of(ScalarType.TEXT.encode(a), ScalarType.INT.encode(b)));
    }

    @Test
    void shouldFindTheFrequentAmongManyAndForgetDroppedTables() {
        HotPartitions hot = new HotPartitions();
        for (int i = 0; i < 50_000; i++) {
            hot.read(TABLE.id(), key("cold", i));
            if (i % 10 == 0) {
                hot.read(TABLE.id(), key("hot", 1));
                hot.write(99_999, key("gone", 1));
            }
        }

        List<HotPartitions.Hot> reads = hot.hotReads(SCHEMA, 3);

        assertThat(reads.get(0).table()).isEqualTo("ks.t");
        assertThat(reads.get(0).partition()).isEqualTo("'hot', 1");
        assertThat(reads.get(0).count()).isBetween(5_000L, 5_000 + reads.get(0).error());
        assertThat(hot.readsSeen()).isEqualTo(55_000);
        assertThat(hot.hotWrites(SCHEMA, 3)).isEmpty();
    }
}
