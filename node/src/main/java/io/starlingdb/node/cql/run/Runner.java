package io.starlingdb.node.cql.run;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.plan.Planned;
import io.starlingdb.node.cql.value.UuidSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Executes plans. */
public final class Runner {

    private final DataAccess data;
    private final SchemaAccess schema;
    private final VirtualTables virtual;
    private final TimeSource time;
    private final RandomGenerator random;
    private final UuidSource uuids;

    public Runner(
            DataAccess data, SchemaAccess schema, VirtualTables virtual, TimeSource time, RandomGenerator random) {
        this.data = data;
        this.schema = schema;
        this.virtual = virtual;
        this.time = time;
        this.random = random;
        this.uuids = new UuidSource(time, random);
    }

    public CompletableFuture<ResultSet> run(
            Planned planned, String text, List<byte @Nullable []> values, Session session) {
        return CompletableFuture.failedFuture(StarlingException.notImplemented("not yet"));
    }
}
