package io.starlingdb.node.metrics;

import com.codahale.metrics.Counter;
import io.starlingdb.antientropy.ExchangeResult;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.sync.SyncListener;
import io.starlingdb.node.sync.SyncState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures anti-entropy: how exchanges end, what they carry, how old the oldest range is. */
public final class SyncMetrics implements SyncListener {
    private final Meters meters;
    private final Map<ExchangeResult.End, Counter> ends = new EnumMap<>(ExchangeResult.End.class);
    private final Counter fetched;
    private final Counter sent;
    private final Counter bytes;
    private final Counter corrupt;
    private final Map<Integer, SyncState.Table> shown = new ConcurrentHashMap<>();

    public SyncMetrics(Meters meters) {
        this.meters = meters;
        for (ExchangeResult.End end : ExchangeResult.End.values()) {
            ends.put(
                    end,
                    meters.counter(
                            "starling_exchanges_total",
                            "Exchanges that this node began, by how they ended.",
                            "end",
                            end.name().toLowerCase(Locale.ROOT)));
        }
        fetched = rows("fetched");
        sent = rows("sent");
        bytes = meters.counter(
                "starling_exchange_row_bytes_total", "Bytes of the rows that exchanges carried, both ways.");
        corrupt = meters.counter(
                "starling_corrupt_rows_mended_total",
                "Stored rows that could not be read and were fetched from replicas.");
    }

    private Counter rows(String direction) {
        return meters.counter("starling_exchange_rows_total", "Rows that exchanges carried.", "direction", direction);
    }

    /**
     * Shows what can be asked, on the loop.
     *
     * @param tables finds a table by its id
     */
    public void watch(Supplier<SyncState> asked, IntFunction<@Nullable TableSchema> tables) {
        Supplier<SyncState> state = meters.sample(asked);
        meters.beforeScrape(() -> state.get().tables().forEach(table -> tables(table, tables)));
        meters.gauge(
                "starling_exchanges_running",
                "Exchanges under way that this node began.",
                () -> state.get().running());
        meters.gauge(
                "starling_exchanges_urgent",
                "Ranges and replicas that something is known to be missing for.",
                () -> state.get().urgent());
        meters.gauge(
                "starling_sum_bytes",
                "Memory of anti-entropy's sums.",
                () -> state.get().sumBytes());
        meters.gauge(
                "starling_sums_counting",
                "1 while the sums are counted from the rows, after an unclean stop; no exchange runs meanwhile.",
                () -> state.get().counting() ? 1 : 0);
        meters.gauge(
                "starling_exchange_rows_read",
                "Rows that exchanges have read.",
                () -> state.get().rowsRead());
        meters.gauge(
                "starling_exchange_oldest_seconds",
                "How long ago the range that waits longest was found, or made, equal with a replica; -1 if one never was since the start.",
                () -> state.get().oldestMs() / 1_000.0);
    }

    @Override
    public void exchanged(ExchangeResult result, long rowsFetched, long rowsSent, long rowBytes) {
        Counter end = ends.get(result.end());
        if (end != null) {
            end.inc();
        }
        fetched.inc(rowsFetched);
        sent.inc(rowsSent);
        bytes.inc(rowBytes);
    }

    /** A table's series get their names when they are first read. */
    private void tables(SyncState.Table table, IntFunction<@Nullable TableSchema> tables) {
        TableSchema schema = tables.apply(table.tableId());
        if (shown.put(table.tableId(), table) == null && schema != null) {
            String[] labels = {"keyspace", schema.keyspace(), "table", schema.name(), "table_id", "" + table.tableId()};
            meters.gauge(
                    "starling_table_exchange_oldest_seconds",
                    "How long ago the table's range that waits longest was found, or made, equal with a replica; -1 if one never was since the start.",
                    () -> shown(table.tableId()).oldestMs() / 1_000.0,
                    labels);
            meters.total(
                    "starling_table_rows_repaired_total",
                    "Rows of the table that exchanges have carried, both ways.",
                    () -> shown(table.tableId()).rowsRepaired(),
                    labels);
            meters.total(
                    "starling_table_bytes_repaired_total",
                    "Bytes of those rows.",
                    () -> shown(table.tableId()).bytesRepaired(),
                    labels);
            meters.gauge(
                    "starling_table_settled_timestamp_seconds",
                    "Up to which time, since 1970, all rows of the table on this node are settled: deletions from before are purged. 0 if nothing is.",
                    () -> shown(table.tableId()).settledMs() / 1_000.0,
                    labels);
            meters.gauge(
                    "starling_table_tombstones_waiting",
                    "Deletions of the table that wait on this node to be purged, about.",
                    () -> shown(table.tableId()).tombstones(),
                    labels);
        }
    }

    private SyncState.Table shown(int table) {
        return shown.getOrDefault(table, new SyncState.Table(table, 0, 0, 0, 0, 0));
    }

    @Override
    public void mendedCorrupt() {
        corrupt.inc();
    }
}
