package io.starlingdb.node.simulation;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TableSchema;
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
 * Columns that clients only add to: a set, whose elements must all be there, and a counter, which must count each addition once and each
 * addition of unknown outcome at most once.
 */
final class AdditionScenario implements Scenario {
    private static final int ROWS = 3;

    private final Violations violations;
    private final boolean counts;
    private final Map<Integer, Additions> additions = new TreeMap<>();
    private @Nullable TableSchema created;
    private int lastItem;

    private AdditionScenario(Violations violations, boolean counts) {
        this.violations = violations;
        this.counts = counts;
        for (int row = 0; row < ROWS; row++) {
            additions.put(row, new Additions());
        }
    }

    static AdditionScenario sets(Violations violations) {
        return new AdditionScenario(violations, false);
    }

    static AdditionScenario counters(Violations violations) {
        return new AdditionScenario(violations, true);
    }

    @Override
    public SchemaChange.CreateTable table() {
        CqlType type = counts ? ScalarType.COUNTER : new SetType(ScalarType.INT, false);
        return new SchemaChange.CreateTable(
                Simulation.KEYSPACE,
                name(),
                List.of(
                        new ColumnDefinition("p", ScalarType.INT, ColumnKind.PARTITION_KEY),
                        new ColumnDefinition("a", type, ColumnKind.REGULAR)),
                Map.of(),
                false);
    }

    @Override
    public void begin(TableSchema table) {
        created = table;
    }

    @Override
    public void step(Client client, Runnable ended) {
        RandomGenerator random = client.random();
        int row = random.nextInt(ROWS);
        ConsistencyLevel level = RegisterScenario.level(random);
        int replicas = RegisterScenario.replicas(level);
        if (random.nextInt(100) < 60) {
            add(client, row, level, replicas, ended);
        } else {
            client.read(query(row), Client.at(level), read -> {
                if (read.result() != null) {
                    check(row, read.result(), replicas, read);
                }
                ended.run();
            });
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
        client.insist(query(row), ConsistencyLevel.ALL, read -> {
            check(row, Objects.requireNonNull(read.result()), 3, read);
            client.compareReplicas(
                    query(row),
                    name() + " " + row,
                    result -> counts
                            ? String.valueOf(count(result))
                            : elements(result).toString(),
                    violations,
                    () -> finish(client, row + 1, ended));
        });
    }

    private void add(Client client, int row, ConsistencyLevel level, int replicas, Runnable ended) {
        Additions.Addition addition = additions.get(row).begin(++lastItem, client.nowNanos());
        byte[] key = Values.partition(schema(), row);
        MutationBuilder mutation = new MutationBuilder(schema(), key, Values.token(key));
        mutation.requestId(client.random().nextLong());
        if (counts) {
            mutation.row(new byte[0]).count(column(), 1);
        } else {
            mutation.row(new byte[0]).put(column(), Values.ofInt(addition.item), new byte[0]);
        }
        client.write(mutation.build(), Client.at(level), written -> {
            additions.get(row).ended(addition, written.outcome(), replicas, written.endedNanos());
            ended.run();
        });
    }

    private void check(int row, ReadResult result, int replicas, Client.Read read) {
        List<Integer> owed = additions.get(row).owed(replicas, read.beganNanos());
        List<Integer> possible = additions.get(row).possible(read.endedNanos());
        if (counts) {
            long count = count(result);
            if (count < owed.size() || count > possible.size()) {
                violations.add(name() + " " + row + ": counts " + count + ", was acknowledged " + owed.size()
                        + " times and asked " + possible.size() + " times (read of " + replicas + ")");
            }
            return;
        }
        Set<Integer> elements = elements(result);
        List<Integer> missing = new ArrayList<>(owed);
        missing.removeAll(elements);
        if (!missing.isEmpty()) {
            violations.add(name() + " " + row + ": lacks " + missing + " (read of " + replicas + ")");
        }
        elements.removeAll(new TreeSet<>(possible));
        if (!elements.isEmpty()) {
            violations.add(name() + " " + row + ": shows " + elements + ", which nobody added");
        }
    }

    private Set<Integer> elements(ReadResult result) {
        Set<Integer> elements = new TreeSet<>();
        for (PartitionRows partition : result.partitions()) {
            for (VisibleRow row : partition.rows()) {
                row.collection(column().id())
                        .forEach(cell -> elements.add(Values.toInt(Objects.requireNonNull(cell.path()))));
            }
        }
        return elements;
    }

    private long count(ReadResult result) {
        for (PartitionRows partition : result.partitions()) {
            for (VisibleRow row : partition.rows()) {
                Long count = row.counter(column().id());
                return count == null ? 0 : count;
            }
        }
        return 0;
    }

    private ReadQuery query(int row) {
        byte[] key = Values.partition(schema(), row);
        return ReadQuery.row(schema().id(), key, Values.token(key), new byte[0], Simulation.NOW_SECONDS);
    }

    private ColumnSchema column() {
        return Objects.requireNonNull(schema().column("a"));
    }

    private String name() {
        return counts ? "counters" : "sets";
    }

    private TableSchema schema() {
        return Objects.requireNonNull(created);
    }
}
