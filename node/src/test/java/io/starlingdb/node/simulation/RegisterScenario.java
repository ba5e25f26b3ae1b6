package io.starlingdb.node.simulation;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.RowFilter;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A {@code last_write_wins} table with clustering and a static column: points, slices, limits, filters, and deletions of cells, rows, ranges
 * and partitions. Every answer is checked cell by cell, what it does not show included.
 */
final class RegisterScenario implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int ROWS = 12;
    private static final int STATIC = -1;
    private static final IntPredicate ANY = value -> true;

    private final Violations violations;
    private final Issues issues;
    private final Map<Integer, Map<Integer, Register>> registers = new TreeMap<>();
    private @Nullable TableSchema created;
    private int lastValue;

    RegisterScenario(Violations violations, Issues issues) {
        this.violations = violations;
        this.issues = issues;
    }

    @Override
    public SchemaChange.CreateTable table() {
        return new SchemaChange.CreateTable(
                Simulation.KEYSPACE,
                "registers",
                List.of(
                        new ColumnDefinition("p", ScalarType.INT, ColumnKind.PARTITION_KEY),
                        new ColumnDefinition("c", ScalarType.INT, ColumnKind.CLUSTERING),
                        new ColumnDefinition("s", ScalarType.INT, ColumnKind.STATIC),
                        new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR)),
                Map.of(),
                false);
    }

    @Override
    public void begin(TableSchema table) {
        created = table;
    }

    @Override
    public void step(Client client, Runnable ended) {
        int draw = client.random().nextInt(100);
        if (draw < 52) {
            write(client, draw, ended);
        } else {
            Reading reading = draw < 72 ? point(client.random()) : slice(client.random());
            read(client, reading, level(client.random()), ended);
        }
    }

    @Override
    public void finish(Client client, Runnable ended) {
        finish(client, 0, ended);
    }

    private void finish(Client client, int partition, Runnable ended) {
        if (partition == PARTITIONS) {
            ended.run();
            return;
        }
        Reading all = new Reading(partition, 0, ROWS - 1, false, ReadQuery.UNLIMITED, null);
        client.insist(query(all), ConsistencyLevel.ALL, read -> {
            check(all, Objects.requireNonNull(read.result()), 3, read, true);
            client.compareReplicas(
                    query(all),
                    "registers " + partition,
                    this::shown,
                    violations,
                    () -> finish(client, partition + 1, ended));
        });
    }

    private String shown(ReadResult result) {
        StringBuilder text = new StringBuilder();
        for (PartitionRows partition : result.partitions()) {
            VisibleRow statics = partition.statics();
            text.append("static ").append(statics == null ? null : seen(statics, "s"));
            for (VisibleRow row : partition.rows()) {
                text.append(", ")
                        .append(Values.clusteringOf(schema(), row.clustering()))
                        .append('=')
                        .append(seen(row, "v"));
            }
        }
        return text.toString();
    }

    // Writes.

    private void write(Client client, int draw, Runnable ended) {
        RandomGenerator random = client.random();
        int partition = random.nextInt(PARTITIONS);
        byte[] key = Values.partition(schema(), partition);
        MutationBuilder mutation = new MutationBuilder(schema(), key, Values.token(key));
        long requestId = random.nextLong();
        mutation.requestId(requestId);
        int row = random.nextInt(ROWS);
        int value = ++lastValue;
        List<Register> touched = new ArrayList<>();
        if (draw < 36) {
            mutation.row(clustering(row)).set("v", Values.ofInt(value));
            touched.add(register(partition, row));
        } else if (draw < 41) {
            mutation.statics().set("s", Values.ofInt(value));
            touched.add(register(partition, STATIC));
        } else {
            value = Register.DELETION;
            delete(draw, mutation, partition, row, touched, random);
        }
        ConsistencyLevel level = level(random);
        int written = value;
        List<Register.Event> events = new ArrayList<>();
        touched.forEach(register -> events.add(register.begin(written, requestId)));
        client.write(mutation.build(), Client.at(level), result -> {
            if (result.result() != null) {
                CausalContext context = result.result().context();
                for (int i = 0; i < events.size(); i++) {
                    note(
                            touched.get(i).done(events.get(i), context, replicas(level), result.endedNanos()),
                            result.beganNanos());
                }
            }
            ended.run();
        });
    }

    private void delete(
            int draw,
            MutationBuilder mutation,
            int partition,
            int row,
            List<Register> touched,
            RandomGenerator random) {
        if (draw < 44) {
            mutation.row(clustering(row)).set("v", null);
            touched.add(register(partition, row));
        } else if (draw < 47) {
            mutation.deleteRow(clustering(row));
            touched.add(register(partition, row));
        } else if (draw < 51) {
            int last = Math.min(ROWS - 1, row + random.nextInt(5));
            mutation.deleteRange(sliceOf(row, last));
            for (int c = row; c <= last; c++) {
                touched.add(register(partition, c));
            }
        } else {
            mutation.deletePartition();
            for (int c = STATIC; c < ROWS; c++) {
                touched.add(register(partition, c));
            }
        }
    }

    // Reads.

    /** @param least rows whose value is at least this pass; null for all */
    private record Reading(
            int partition,
            int from,
            int to,
            boolean reversed,
            int limit,
            @Nullable Integer least) {}

    private static Reading point(RandomGenerator random) {
        int row = random.nextInt(ROWS);
        return new Reading(random.nextInt(PARTITIONS), row, row, false, ReadQuery.UNLIMITED, null);
    }

    private Reading slice(RandomGenerator random) {
        int from = random.nextInt(ROWS);
        int to = from + random.nextInt(ROWS - from);
        Integer least = random.nextInt(4) == 0 ? Math.max(0, lastValue - random.nextInt(200)) : null;
        int limit = random.nextBoolean() ? ReadQuery.UNLIMITED : 1 + random.nextInt(6);
        return new Reading(random.nextInt(PARTITIONS), from, to, random.nextBoolean(), limit, least);
    }

    private ReadQuery query(Reading reading) {
        byte[] key = Values.partition(schema(), reading.partition());
        RowFilter filter = RowFilter.ALL;
        if (reading.least() != null) {
            filter = new RowFilter(
                    List.of(new RowFilter.Condition(column("v").id(), RowFilter.Op.GE, Values.ofInt(reading.least()))));
        }
        return new ReadQuery(
                schema().id(),
                new Partitions.One(key, Values.token(key)),
                List.of(sliceOf(reading.from(), reading.to())),
                reading.reversed(),
                reading.limit(),
                ReadQuery.UNLIMITED,
                filter,
                null,
                Simulation.NOW_SECONDS);
    }

    private void read(Client client, Reading reading, ConsistencyLevel level, Runnable ended) {
        client.read(query(reading), Client.at(level), read -> {
            if (read.result() != null) {
                check(reading, read.result(), replicas(level), read, false);
            }
            ended.run();
        });
    }

    private void check(Reading reading, ReadResult result, int replicas, Client.Read read, boolean whole) {
        Map<Integer, Register.Seen> shown = new TreeMap<>();
        int last = reading.reversed() ? reading.to() + 1 : reading.from() - 1;
        Register.Seen statics = null;
        for (PartitionRows partition : result.partitions()) {
            statics = partition.statics() == null ? null : seen(partition.statics(), "s");
            for (VisibleRow row : partition.rows()) {
                int c = Values.clusteringOf(schema(), row.clustering());
                if (c < reading.from() || c > reading.to() || (reading.reversed() ? c >= last : c <= last)) {
                    violations.add(reading + ": row " + c + " is out of order or out of the slice");
                }
                last = c;
                Register.Seen value = seen(row, "v");
                if (value != null) {
                    shown.put(c, value);
                }
            }
        }
        if (shown.size() > reading.limit()) {
            violations.add(reading + ": " + shown.size() + " rows");
        }
        boolean complete = shown.size() < reading.limit() && result.more() == null;
        if (whole && !complete) {
            violations.add(reading + ": not the whole partition though nothing limits it");
        }
        int from = complete || !reading.reversed() ? reading.from() : last;
        int to = complete || reading.reversed() ? reading.to() : last;
        Integer least = reading.least();
        IntPredicate matching = least == null ? ANY : value -> value >= least;
        for (int c = from; c <= to; c++) {
            Register.Seen value = shown.get(c);
            if (value != null && !matching.test(value.value())) {
                violations.add(reading + ": " + value + " does not pass the filter");
            }
            check(register(reading.partition(), c), value, matching, replicas, read);
        }
        if (reading.least() == null && statics != null) {
            check(register(reading.partition(), STATIC), statics, ANY, replicas, read);
        }
    }

    private void check(
            Register register, Register.@Nullable Seen seen, IntPredicate matching, int replicas, Client.Read read) {
        note(register.check(seen, matching, replicas, read.beganNanos()), read.beganNanos());
        if (seen != null) {
            register.shown(seen, replicas, read.endedNanos());
        }
    }

    private void note(@Nullable String wrong, long beganNanos) {
        if (wrong != null) {
            violations.add(wrong + " (request of " + beganNanos / 1_000_000 + " ms)");
        }
    }

    private Register.@Nullable Seen seen(VisibleRow row, String column) {
        int id = column(column).id();
        byte[] value = row.value(id);
        Long timestamp = row.timestamp(id);
        return value == null || timestamp == null ? null : new Register.Seen(Values.toInt(value), timestamp);
    }

    // Names of things.

    private Register register(int partition, int row) {
        return registers
                .computeIfAbsent(partition, p -> new TreeMap<>())
                .computeIfAbsent(
                        row,
                        c -> new Register("registers " + partition + "/" + (c == STATIC ? "static" : "" + c), issues));
    }

    private Slice sliceOf(int from, int to) {
        return new Slice(ClusteringBound.before(clustering(from)), ClusteringBound.after(clustering(to)));
    }

    private byte[] clustering(int row) {
        return Values.clustering(schema(), row);
    }

    private ColumnSchema column(String name) {
        return Objects.requireNonNull(schema().column(name));
    }

    private TableSchema schema() {
        return Objects.requireNonNull(created);
    }

    static ConsistencyLevel level(RandomGenerator random) {
        int draw = random.nextInt(20);
        return draw == 0 ? ConsistencyLevel.ALL : draw < 3 ? ConsistencyLevel.ONE : ConsistencyLevel.QUORUM;
    }

    static int replicas(ConsistencyLevel level) {
        return switch (level) {
            case ONE -> 1;
            case QUORUM -> 2;
            case ALL -> Floors.REPLICAS;
            default -> throw new IllegalArgumentException("not used here: " + level);
        };
    }
}
