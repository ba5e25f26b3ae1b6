package io.starlingdb.antientropy;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.kernel.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Prints what exchanges cost between two replicas of 1,000,000 rows of 1 KiB: {@code java … ExchangeMeasurement [rows]}. */
final class ExchangeMeasurement {
    private static final int RANGES = 48;
    private static final int TABLE = 7;

    private final int rows;
    private final int slices;
    private final int emptyTables;
    private ModelReplica one = new ModelReplica();
    private ModelReplica other = new ModelReplica();

    private ExchangeMeasurement(int rows, int slices, int emptyTables) {
        this.rows = rows;
        this.slices = slices;
        this.emptyTables = emptyTables;
    }

    public static void main(String[] arguments) {
        int rows = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        System.out.printf(
                "%-46s %12s %9s %9s %10s %9s %9s%n",
                "two replicas, " + rows + " rows", "bytes", "of rows", "rows read", "rows sent", "messages", "CPU ms");
        ExchangeMeasurement spread = new ExchangeMeasurement(rows, Tokens.SLICES, 500);
        spread.fill();
        spread.round("in step: a full round of 48 ranges", 0);
        spread.round("one row different", 1);
        spread.round("10,000 rows different", 10_000);
        System.out.println("memory of the sums: " + spread.one.tree.bytes() + " bytes");
        ExchangeMeasurement partition = new ExchangeMeasurement(rows, 1, 500);
        partition.fill();
        partition.round("one partition, in step", 0);
        partition.round("one partition, one row different", 1);
        partition.underWrites("one partition, 2,000 writes/s, one row different", 1);
        partition.underWrites("one partition, 2,000 writes/s, none different", 0);
        partition.round("one partition, 10,000 rows different", 10_000);
        System.out.println("memory of the sums: " + partition.one.tree.bytes() + " bytes");
    }

    private byte[] key(int row) {
        return ModelReplica.key(TABLE, (int) ((long) row * 40_503 % slices), row);
    }

    private void fill() {
        for (int table = 0; table < emptyTables; table++) {
            byte[] gone = ModelReplica.key(1_000 + table, 3, 1);
            one.join(gone, 1);
            one.remove(gone);
        }
        for (int i = 0; i < rows; i++) {
            one.join(key(i), 1);
            other.join(key(i), 1);
            if (i % 50_000 == 0) {
                one.count(4_096);
                other.count(4_096);
            }
        }
        one.count(4_096);
        other.count(4_096);
    }

    private void differ(int rowsDifferent, int version) {
        Random random = new Random(version);
        for (int i = 0; i < rowsDifferent; i++) {
            one.join(key(random.nextInt(rows)), version * 1_000_000L + i);
        }
    }

    private void round(String what, int rowsDifferent) {
        differ(rowsDifferent, rowsDifferent + 2);
        run(what, () -> {});
    }

    /** Writes reach one side a few milliseconds before the other: at any moment some are under way. */
    private void underWrites(String what, int rowsDifferent) {
        differ(rowsDifferent, 90 + rowsDifferent);
        Random random = new Random(3);
        List<byte[]> underWay = new ArrayList<>();
        long[] version = {(1L << 50) + (rowsDifferent == 0 ? 1L << 49 : 0)};
        Runnable second = () -> {
            underWay.forEach(key -> other.join(key, one.rows.get(key)));
            underWay.clear();
            for (int i = 0; i < 2_000; i++) {
                byte[] key = key(random.nextInt(rows));
                one.join(key, version[0]++);
                if (i < 1_990) {
                    other.join(key, one.rows.get(key));
                } else {
                    underWay.add(key);
                }
            }
        };
        second.run();
        run(what, second);
        underWay.forEach(key -> other.join(key, one.rows.get(key)));
    }

    private void run(String what, Runnable meanwhile) {
        one.reads = 0;
        other.reads = 0;
        Drive drive = new Drive(one, other, meanwhile);
        long begun = System.nanoTime();
        for (int range = 0; range < RANGES; range++) {
            long start = Tokens.startOf(range * Tokens.SLICES / RANGES);
            long end = range == RANGES - 1 ? Long.MIN_VALUE : Tokens.startOf((range + 1) * Tokens.SLICES / RANGES);
            drive.run(new Scope("ks", new TokenRange(start, end)));
        }
        System.out.printf(
                Locale.ROOT,
                "%-46s %12d %9.2f %9d %10d %9d %9d%n",
                what,
                drive.bytes,
                drive.rowsSent == 0 ? 0.0 : (double) drive.bytes / (drive.rowsSent * Drive.ROW_BYTES),
                one.reads + other.reads,
                drive.rowsSent,
                drive.messages,
                (System.nanoTime() - begun) / 1_000_000);
    }
}
