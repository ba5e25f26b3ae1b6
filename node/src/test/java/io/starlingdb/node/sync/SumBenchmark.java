package io.starlingdb.node.sync;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import java.util.List;

/**
 * Prints what the sums add to a write, in CPU: the old row's hash and the new one's, and the change of the leaf. {@code java … SumBenchmark}. A write of
 * a cached row costs its shard 2.5 to 5 µs in all (node's README, storage).
 */
final class SumBenchmark {
    private static final int CHANGES = 3_000_000;
    private static final int KEYS = 50_000;

    private SumBenchmark() {}

    public static void main(String[] arguments) {
        Entry entry = EntryCodecsTest.entry();
        Row row = entry.row();
        RowKey[] keys = new RowKey[KEYS];
        for (int i = 0; i < KEYS; i++) {
            byte[] key = {(byte) (i >> 16), (byte) (i >> 8), (byte) i, 7};
            keys[i] = RowKey.row(100, i * 0x9E3779B97F4A7C15L, key, new byte[0]);
        }
        for (int round = 0; round < 5; round++) {
            RowSums sums = new RowSums(2, null, SyncRules.SOUND, scope -> List.of(100), key -> {});
            sums.beginPage();
            sums.endPage(new CountedPage(List.of(), null));
            for (RowKey key : keys) {
                sums.changed(key, null, row);
            }
            long begun = System.nanoTime();
            for (int i = 0; i < CHANGES; i++) {
                sums.changed(keys[i % KEYS], row, row);
            }
            double nanos = (System.nanoTime() - begun) / (double) CHANGES;
            System.out.printf("%.0f ns for each change of a row; %d bytes of sums%n", nanos, sums.bytes());
        }
    }
}
