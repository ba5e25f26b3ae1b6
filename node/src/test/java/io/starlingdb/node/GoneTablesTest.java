package io.starlingdb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.data.OwnRow;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.storage.MemoryEngine;
import io.starlingdb.node.storage.ScheduledDelays;
import io.starlingdb.node.storage.ScheduledShards;
import io.starlingdb.node.storage.ShardsFoundation;
import io.starlingdb.node.storage.ShardsSettings;
import io.starlingdb.node.storage.StorageListener;
import io.starlingdb.node.storage.TestRows;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoneTablesTest {
    private static final SchemaChange KEYSPACE =
            new SchemaChange.CreateKeyspace("ks", Replication.simple(1), true, false);

    private final SimWorld world = new SimWorld(7);
    private final MemoryEngine engine = new MemoryEngine();
    private Schema schema = create(create(KEYSPACE.applyTo(Schema.EMPTY), "t"), "u");
    private GoneTables gone;
    private long epoch;

    private static Schema create(Schema schema, String name) {
        List<ColumnDefinition> columns = List.of(new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY));
        return new SchemaChange.CreateTable("ks", name, columns, Map.of(), false).applyTo(schema);
    }

    @BeforeEach
    void begin() {
        SimNode node = world.addNode();
        var loop = node.boot();
        ScheduledShards shards = new ScheduledShards(
                new ShardsFoundation(
                        engine,
                        ShardsSettings.DEFAULTS,
                        node.clock(),
                        loop,
                        () -> Long.MAX_VALUE,
                        StorageListener.NONE),
                world.random("shards"),
                ScheduledDelays.SSD);
        gone = new GoneTables(
                new NodeSeams(node.clock(), loop, world.random("node"), null, shards, null, Runnable::run, null));
    }

    private static RowKey key(int table) {
        return RowKey.row(table, 5, new byte[] {1}, new byte[0]);
    }

    private void store(int table) {
        RowKey key = key(table);
        engine.write(new Batch().put(key.bytes(), RowCodec.encode(key, TestRows.row(1))), true);
    }

    private boolean holds(int table) {
        return engine.get(key(table).bytes()) != null;
    }

    private void show() {
        gone.show(new ClusterRecord(++epoch, new UUID(0, 1), "test", Roster.EMPTY, schema, List.<ChangeId>of()));
        world.time().runFor(TimeUnit.SECONDS.toNanos(20));
    }

    private int id(String table) {
        TableSchema found = schema.requireTable("ks", table);
        return found.id();
    }

    @Test
    void shouldEraseTheRowsOfTablesThatNoSchemaHas() {
        int old = id("t");
        store(old);
        store(id("u"));
        store(OwnRow.BATCH_LOG);
        show();
        assertThat(holds(old)).isTrue();

        schema = new SchemaChange.DropTable("ks", "t", false).applyTo(schema);
        show();

        assertThat(holds(old)).isFalse();
        assertThat(holds(id("u"))).isTrue();
        assertThat(holds(OwnRow.BATCH_LOG)).isTrue();
    }

    @Test
    void shouldEraseWhatATruncationLeft() {
        int old = id("u");
        store(old);
        show();
        schema = new SchemaChange.TruncateTable("ks", "u").applyTo(schema);
        store(id("u"));

        show();

        assertThat(holds(old)).isFalse();
        assertThat(holds(id("u"))).isTrue();
    }

    @Test
    void shouldEraseAtTheStartWhatAnEarlierLifeLeft() {
        store(id("u") + 50);

        show();

        assertThat(holds(id("u") + 50)).isFalse();
    }

    @Test
    void shouldEraseNothingBeforeTheClusterIsFounded() {
        store(id("t"));

        gone.show(ClusterRecord.unfounded());
        world.time().runFor(TimeUnit.SECONDS.toNanos(20));

        assertThat(holds(id("t"))).isTrue();
    }
}
