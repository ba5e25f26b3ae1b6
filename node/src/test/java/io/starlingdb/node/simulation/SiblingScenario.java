package io.starlingdb.node.simulation;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.replica.SettledView;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A {@code siblings} table: writes and deletions with the contexts of earlier answers, or without one, and reads that must show exactly
 * what their history leaves; also reads at ONE that must not go behind a context.
 */
final class SiblingScenario implements Scenario {
    private static final int ROWS = 6;
    private static final int CONTEXTS_KEPT = 6;
    private static final List<Set<String>> COLUMN_SETS = List.of(Set.of("v"), Set.of("w"), Set.of("v", "w"));

    private final Violations violations;
    private final SettledView.Times settledTimes;
    private final Map<Integer, SiblingRow> rows = new TreeMap<>();
    private final Map<Integer, List<CausalContext>> contexts = new TreeMap<>();
    private @Nullable TableSchema created;
    private int lastValue;

    SiblingScenario(Violations violations, Issues issues, SettledView.Times settledTimes) {
        this.settledTimes = settledTimes;
        this.violations = violations;
        for (int row = 0; row < ROWS; row++) {
            rows.put(row, new SiblingRow("siblings " + row, issues));
            contexts.put(row, new ArrayList<>());
        }
    }

    @Override
    public SchemaChange.CreateTable table() {
        return new SchemaChange.CreateTable(
                Simulation.KEYSPACE,
                "siblings",
                List.of(
                        new ColumnDefinition("p", ScalarType.INT, ColumnKind.PARTITION_KEY),
                        new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR),
                        new ColumnDefinition("w", ScalarType.INT, ColumnKind.REGULAR)),
                Map.of("conflicts", "siblings"),
                false);
    }

    @Override
    public void begin(TableSchema table) {
        created = table;
    }

    @Override
    public void step(Client client, Runnable ended) {
        int row = client.random().nextInt(ROWS);
        if (client.random().nextInt(100) < 45) {
            write(client, row, ended);
        } else {
            read(client, row, ended);
        }
    }

    @Override
    public void finish(Client client, Runnable ended) {
        finish(client, 0, ended);
    }

    private void finish(Client client, int row, Runnable ended) {
        if (row == ROWS) {
            ended.run();
            return;
        }
        long settled = settled(row);
        client.insist(query(row), ConsistencyLevel.ALL, read -> {
            check(row, Objects.requireNonNull(read.result()), 3, read, settled);
            client.compareReplicas(
                    query(row),
                    "siblings " + row,
                    result -> shown(result, "v") + " " + shown(result, "w"),
                    violations,
                    () -> finish(client, row + 1, ended));
        });
    }

    private void write(Client client, int row, Runnable ended) {
        RandomGenerator random = client.random();
        List<CausalContext> known = contexts.get(row);
        // Mostly the newest: siblings would pile up otherwise.
        boolean blind = known.isEmpty() || random.nextInt(4) == 0;
        CausalContext seen = blind
                ? CausalContext.EMPTY
                : known.get(random.nextInt(3) > 0 ? known.size() - 1 : random.nextInt(known.size()));
        boolean deletes = !blind && random.nextInt(5) == 0;
        Set<String> columns = COLUMN_SETS.get(random.nextInt(COLUMN_SETS.size()));
        int value = ++lastValue;
        byte[] key = Values.partition(schema(), row);
        MutationBuilder mutation = new MutationBuilder(schema(), key, Values.token(key));
        long requestId = random.nextLong();
        mutation.requestId(requestId).context(seen);
        MutationBuilder.RowBuilder change = mutation.row(new byte[0]);
        for (String column : new TreeSet<>(columns)) {
            change.set(column, deletes ? null : Values.ofInt(value));
        }
        ConsistencyLevel level = RegisterScenario.level(random);
        SiblingRow.Event event = rows.get(row).begin(value, columns, deletes, seen, requestId);
        client.write(mutation.build(), Client.at(level), written -> {
            if (written.result() != null) {
                CausalContext context = written.result().context();
                note(rows.get(row).done(event, context, RegisterScenario.replicas(level), written.endedNanos()));
                keep(row, context);
            }
            ended.run();
        });
    }

    private void read(Client client, int row, Runnable ended) {
        RandomGenerator random = client.random();
        List<CausalContext> known = contexts.get(row);
        boolean bound = !known.isEmpty() && random.nextInt(3) == 0;
        ConsistencyLevel level = bound ? ConsistencyLevel.ONE : RegisterScenario.level(random);
        CausalContext atLeast = bound ? known.get(random.nextInt(known.size())) : null;
        RequestOptions options = Client.at(level).withAtLeast(atLeast);
        long settled = settled(row);
        client.read(query(row), options, read -> {
            ReadResult result = read.result();
            if (result != null) {
                CausalContext context = check(row, result, RegisterScenario.replicas(level), read, settled);
                if (atLeast != null
                        && !result.contextLost()
                        && !context.vector().containsAll(atLeast.vector().above(settled(row)))) {
                    violations.add("siblings " + row + ": a read went behind the context it was given");
                }
                if (level != ConsistencyLevel.ONE) {
                    keep(row, context);
                }
            }
            ended.run();
        });
    }

    private CausalContext check(int row, ReadResult result, int replicas, Client.Read read, long settledBefore) {
        CausalContext context = Objects.requireNonNull(result.context());
        SiblingRow.Settled settled = new SiblingRow.Settled(settledBefore, settled(row));
        for (String column : List.of("v", "w")) {
            note(rows.get(row).check(column, shown(result, column), context, replicas, read.beganNanos(), settled));
        }
        return context;
    }

    /** Looks what is settled. To be called often: once ranges have moved, nobody may know any more up to when they were settled. */
    void look() {
        for (int row = 0; row < ROWS; row++) {
            settled(row);
        }
    }

    private long settled(int row) {
        return settledTimes.of(schema().id(), Values.token(Values.partition(schema(), row)));
    }

    private Set<Integer> shown(ReadResult result, String column) {
        Set<Integer> values = new TreeSet<>();
        for (PartitionRows partition : result.partitions()) {
            for (VisibleRow row : partition.rows()) {
                row.siblings(Objects.requireNonNull(schema().column(column)).id())
                        .forEach(value -> values.add(Values.toInt(value)));
            }
        }
        return values;
    }

    private ReadQuery query(int row) {
        byte[] key = Values.partition(schema(), row);
        return ReadQuery.row(schema().id(), key, Values.token(key), new byte[0], Simulation.NOW_SECONDS);
    }

    private void keep(int row, CausalContext context) {
        List<CausalContext> known = contexts.get(row);
        known.add(context);
        if (known.size() > CONTEXTS_KEPT) {
            known.remove(0);
        }
    }

    private void note(@Nullable String wrong) {
        if (wrong != null) {
            violations.add(wrong);
        }
    }

    private TableSchema schema() {
        return Objects.requireNonNull(created);
    }
}
