package io.starlingdb.node.storage.benchmark;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.Lookup;
import io.starlingdb.node.storage.TestRows;
import io.starlingdb.node.storage.rocksdb.RocksDbEngine;
import io.starlingdb.node.storage.rocksdb.RocksDbSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the engine and the rows' stored form cost, on one thread, per row. What the shards add, and what background threads
 * use, is {@link ShardsLoad}'s to measure. Run the main method after {@code mvn test-compile}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class EngineBenchmark {

    private static final int STORED_ROWS = 200_000;
    private static final int WARM_ROWS = 2_000;
    private static final int SLICE_ROWS = 50;
    private static final int BATCH_ROWS = 16;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Row row = TestRows.row(1, new byte[92]);
    private final Batch batch = new Batch();
    private final RowKey key = TestRows.key(1);
    private final byte[] stored = RowCodec.encode(key, row);
    private Path folder;
    private RocksDbEngine engine;

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(EngineBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("engine-benchmark");
        engine = RocksDbEngine.open(folder.resolve("rows"), RocksDbSettings.DEFAULTS, folder);
        for (int i = 0; i < STORED_ROWS; i += BATCH_ROWS) {
            for (int j = 0; j < BATCH_ROWS; j++) {
                batch.put(TestRows.key(i + j).bytes(), stored);
            }
            engine.write(batch, false);
            batch.clear();
        }
    }

    @TearDown
    public void close() throws IOException {
        engine.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH_ROWS)
    public void putInABatch() {
        for (int i = 0; i < BATCH_ROWS; i++) {
            batch.put(TestRows.key(random.nextInt(STORED_ROWS)).bytes(), stored);
        }
        engine.write(batch, false);
        batch.clear();
    }

    @Benchmark
    public Lookup getWarm() {
        return engine.getCached(TestRows.key(random.nextInt(WARM_ROWS)).bytes());
    }

    @Benchmark
    public Lookup getAbsent() {
        return engine.getCached(TestRows.key(random.nextLong()).bytes());
    }

    @Benchmark
    @OperationsPerInvocation(SLICE_ROWS)
    public void slice(Blackhole found) {
        KeyRange range = KeyRange.from(TestRows.key(random.nextInt(WARM_ROWS)).bytes());
        try (EngineSnapshot snapshot = engine.snapshot();
                EngineCursor cursor = snapshot.cursor(range, Direction.FORWARD)) {
            for (int i = 0; i < SLICE_ROWS && cursor.next(); i++) {
                found.consume(cursor.value());
            }
        }
    }

    @Benchmark
    public byte[] encode() {
        return RowCodec.encode(key, row);
    }

    @Benchmark
    public Row decode() {
        return RowCodec.decode(key, stored);
    }
}
