package io.starlingdb.node.metrics;

import com.codahale.metrics.Counter;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.schema.TableSchema;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What this node's replica tells: above all the writes that were lost, by table (guarantee 5). */
public final class ReplicaMetrics implements ReplicaListener {
    private final Meters meters;
    private final IntFunction<@Nullable TableSchema> tables;
    private final Map<Integer, LongAdder> lost = new ConcurrentHashMap<>();
    private final Set<Integer> registered = new HashSet<>();
    private final Counter expired;
    private final Counter recoveredRows;

    /** @param tables finds a table by its id; called on the loop */
    public ReplicaMetrics(Meters meters, IntFunction<@Nullable TableSchema> tables) {
        this.meters = meters;
        this.tables = tables;
        expired = meters.counter(
                "starling_replica_expired_requests_total",
                "Requests of replicas dropped because their deadline had passed.");
        recoveredRows = meters.counter(
                "starling_recovered_rows_total", "Rows that this node, recovering, took from its co-replicas.");
        meters.beforeScrape(this::registerTables);
    }

    /** On any thread; the series gets its name when it is first read, on the loop, where the schema is. */
    @Override
    public void lostWrite(int tableId) {
        lost.computeIfAbsent(tableId, id -> new LongAdder()).increment();
    }

    @Override
    public void deadlinePassed() {
        expired.inc();
    }

    @Override
    public void recovered(long rowsJoined) {
        recoveredRows.inc(rowsJoined);
    }

    private void registerTables() {
        lost.forEach((id, count) -> {
            if (registered.add(id)) {
                TableSchema table = tables.apply(id);
                meters.total(
                        "starling_lost_writes_total",
                        "Writes issued by this node that lost to a concurrent one.",
                        count::sum,
                        "keyspace",
                        table == null ? "" : table.keyspace(),
                        "table",
                        table == null ? "" : table.name(),
                        "table_id",
                        id.toString());
            }
        });
    }
}
