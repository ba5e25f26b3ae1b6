package io.starlingdb.node.cql;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** An engine over data in memory, with the keyspace {@code k} chosen. */
final class Testbed implements SchemaAccess {

    final ManualTime time = new ManualTime();
    private Schema schema = Schema.EMPTY;
    final MemoryData data = new MemoryData(id -> schema.table(id), time);
    final CqlEngine engine;
    Session session = Session.DEFAULT.withKeyspace("k").withConsistency(ConsistencyLevel.QUORUM);

    Testbed() {
        this(VirtualTables.NONE);
    }

    Testbed(VirtualTables virtual) {
        engine = new CqlEngine(data, this, virtual, time, new SplittableRandom(1), () -> new byte[] {42}, 1_000);
        run("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    }

    @Override
    public Schema current() {
        return schema;
    }

    @Override
    public CompletableFuture<Schema> change(SchemaChange change) {
        try {
            schema = change.applyTo(schema);
            return CompletableFuture.completedFuture(schema);
        } catch (StarlingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    ResultSet run(String text, byte @Nullable []... values) {
        return run(session, text, values);
    }

    /** @throws StarlingException as the statement fails */
    ResultSet run(Session as, String text, byte @Nullable []... values) {
        try {
            return engine.execute(text, new ArrayList<>(java.util.Arrays.asList(values)), as)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StarlingException error) {
                throw error;
            }
            throw e;
        }
    }

    /** Each row as its values' CQL form, with {@code " | "} between. */
    List<String> rows(String text, byte @Nullable []... values) {
        return rows(run(text, values));
    }

    static List<String> rows(ResultSet result) {
        List<String> rows = new ArrayList<>();
        for (byte[] @Nullable [] row : result.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.length; i++) {
                byte[] value = row[i];
                cells.add(
                        value == null ? "null" : result.columns().get(i).type().format(value));
            }
            rows.add(String.join(" | ", cells));
        }
        return rows;
    }
}
