package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one replica's part of a request costs in rows: about 10 µs in all is the budget of a whole replica operation. Run the main
 * method after {@code mvn test-compile}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RowBenchmark {
    private static final long NOW = 1_795_000_000_000_000L;

    @Param({"1", "10"})
    int columns;

    @Param({"LAST_WRITE_WINS", "SIBLINGS"})
    String mode = "";

    private final RowKey key = RowKey.row(100, 42, new byte[16], new byte[8]);
    private ConflictMode conflicts = ConflictMode.LAST_WRITE_WINS;
    private @Nullable Mutation mutation;
    private @Nullable Row row;
    private @Nullable Delta delta;
    private byte[] stored = {};
    private byte[] sent = {};

    @Setup
    public void write() {
        conflicts = ConflictMode.valueOf(mode);
        List<ColumnChange> changes = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            changes.add(new ColumnChange(i, ColumnChange.Op.SET, null, new byte[16]));
        }
        RowChange change = new RowChange(false, new byte[8], true, RowChange.Removal.NONE, 0, changes);
        Mutation plain = new Mutation(100, new byte[16], 42, null, 0, null, 1, false, List.of(), List.of(change));
        Delta first = Issuer.issue(plain, Rules.only(null), conflicts, 1, NOW, NOW - 1, 0);
        Row before = Join.issue(null, first.rows().get(0), conflicts, NOW - 1, JoinObserver.NONE);
        // On siblings tables the writer has read what it replaces, as otherwise siblings pile up.
        Mutation overwriting =
                new Mutation(100, new byte[16], 42, null, 0, before.context(), 1, false, List.of(), List.of(change));
        mutation = conflicts == ConflictMode.SIBLINGS ? overwriting : plain;
        row = before;
        delta = Issuer.issue(mutation, Rules.only(row), conflicts, 2, NOW + 500, NOW, 0);
        stored = RowCodec.encode(key, before);
        WireWriter out = new WireWriter();
        DataCodec.writeDelta(delta, out);
        sent = out.toByteArray();
    }

    private static <T> T made(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("set up first");
        }
        return value;
    }

    /** The issuing replica: stamp an overwrite and join it. */
    @Benchmark
    public Row issueAndJoin() {
        Delta issued = Issuer.issue(made(mutation), Rules.only(row), conflicts, 1, NOW + 500, NOW - 1, 0);
        return Join.issue(row, issued.rows().get(0), conflicts, NOW - 1, JoinObserver.NONE);
    }

    /** Another replica: read the delta off the wire and join it. */
    @Benchmark
    public Row readAndJoinDelta() {
        Delta read = DataCodec.readDelta(new WireReader(sent));
        return Join.join(row, read.rows().get(0), conflicts, JoinObserver.NONE);
    }

    @Benchmark
    public Row joinEqualRows() {
        return Join.join(row, made(row), conflicts, JoinObserver.NONE);
    }

    @Benchmark
    public byte[] writeDelta() {
        WireWriter out = new WireWriter();
        DataCodec.writeDelta(made(delta), out);
        return out.toByteArray();
    }

    @Benchmark
    public byte[] encodeRow() {
        return RowCodec.encode(key, made(row));
    }

    @Benchmark
    public Row decodeRow() {
        return RowCodec.decode(key, stored);
    }

    @Benchmark
    public RowHash hashRow() {
        return RowHash.of(key, row);
    }

    @Benchmark
    public Mutation sendMutation() {
        WireWriter out = new WireWriter();
        MutationCodec.write(made(mutation), out);
        return MutationCodec.read(new WireReader(out.toByteArray()));
    }

    /** Runs it all. */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(RowBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
