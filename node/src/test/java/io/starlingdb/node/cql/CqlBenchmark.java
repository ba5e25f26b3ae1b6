package io.starlingdb.node.cql;

import io.starlingdb.node.coordinator.BatchResult;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.cql.parse.CqlParser;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.version.CausalContext;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What CQL costs beyond the coordinator: parsing, and prepared statements over a DataAccess that answers at once. Run the main
 * method after {@code mvn test-compile}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CqlBenchmark {

    private static final String INSERT =
            "INSERT INTO k.flights (origin, day, number, dest, delay) VALUES (?, ?, ?, ?, ?) USING TTL ?";
    private static final String SELECT =
            "SELECT dest, delay FROM k.flights WHERE origin = ? AND day = ? AND number = ?";
    private static final String LONG_INSERT = "INSERT INTO k.people (id, name, mail, born, tags, scores) VALUES"
            + " (550e8400-e29b-41d4-a716-446655440000, 'Ada Lovelace', 'ada@example.org', '1815-12-10',"
            + " {'math', 'engine', 'first'}, {'a': 1, 'b': 2, 'c': 3})";

    private final CqlEngine engine;
    private final Testbed node = new Testbed();
    private final Prepared insert;
    private final Prepared select;
    private final List<byte @Nullable []> row;
    private final List<byte @Nullable []> key;

    public CqlBenchmark() {
        node.run("CREATE TABLE flights (origin text, day date, number int, dest text, delay int,"
                + " PRIMARY KEY (origin, day, number))");
        byte[] origin = ScalarType.TEXT.encode("FRA");
        byte[] day = ScalarType.DATE.parseText("2026-11-23");
        byte[] number = ScalarType.INT.encode(17);
        row = List.of(
                origin,
                day,
                number,
                ScalarType.TEXT.encode("LHR"),
                ScalarType.INT.encode(5),
                ScalarType.INT.encode(60));
        key = List.of(origin, day, number);
        node.run("INSERT INTO flights (origin, day, number, dest, delay) VALUES ('FRA', '2026-11-23', 17, 'LHR', 5)");
        ReadResult[] found = new ReadResult[1];
        DataAccess recording = new Answering(null, found, node.data);
        SchemaAccess schema = node;
        CqlEngine recorder = new CqlEngine(
                recording, schema, VirtualTables.NONE, node.time, new SplittableRandom(1), () -> new byte[] {42}, 10);
        recorder.execute(SELECT, key, node.session).join();
        engine = new CqlEngine(
                new Answering(found[0], found, node.data),
                schema,
                VirtualTables.NONE,
                node.time,
                new SplittableRandom(1),
                () -> new byte[] {42},
                1_000);
        insert = engine.prepare(INSERT, "k");
        select = engine.prepare(SELECT, "k");
    }

    /** Answers at once, always the same. */
    private record Answering(
            @Nullable ReadResult answer, @Nullable ReadResult[] found, DataAccess data) implements DataAccess {
        private static final WriteResult WRITTEN = new WriteResult(CausalContext.EMPTY);

        @Override
        public CompletableFuture<WriteResult> write(Mutation mutation, RequestOptions options) {
            return CompletableFuture.completedFuture(WRITTEN);
        }

        @Override
        public CompletableFuture<BatchResult> loggedBatch(List<Mutation> mutations, RequestOptions options) {
            return data.loggedBatch(mutations, options);
        }

        @Override
        public CompletableFuture<BatchResult> batch(List<Mutation> mutations, RequestOptions options) {
            return CompletableFuture.completedFuture(new BatchResult(List.of()));
        }

        @Override
        public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
            if (answer == null) {
                found[0] = data.read(query, options).join();
                return CompletableFuture.completedFuture(found[0]);
            }
            return CompletableFuture.completedFuture(answer);
        }
    }

    @Benchmark
    public Parsed parseSelect() {
        return CqlParser.parse(SELECT);
    }

    @Benchmark
    public Parsed parseInsert() {
        return CqlParser.parse(INSERT);
    }

    @Benchmark
    public Parsed parseLongInsert() {
        return CqlParser.parse(LONG_INSERT);
    }

    @Benchmark
    public ResultSet preparedInsert() {
        return engine.execute(insert, row, node.session).join();
    }

    @Benchmark
    public ResultSet preparedSelect() {
        return engine.execute(select, key, node.session).join();
    }

    @Benchmark
    public ResultSet selectByText() {
        return engine.execute(SELECT, key, node.session.withKeyspace("k")).join();
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(CqlBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
