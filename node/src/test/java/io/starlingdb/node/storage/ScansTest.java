package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScansTest {

    private final ShardsRig rig = new ShardsRig();

    @Test
    void shouldShowWhatWasCommittedBeforeTheScanInEitherOrder() {
        for (int i = 0; i < 10; i++) {
            rig.put(TestRows.key(i), i);
        }
        rig.runAll();
        Finding<List<Long>> forward = scan(rows -> numbers(rows, Direction.FORWARD));
        Finding<List<Long>> backward = scan(rows -> numbers(rows, Direction.BACKWARD));
        rig.runAll();
        assertThat(forward.found).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(backward.found).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
    }

    @Test
    void shouldRefuseACorruptRowAndLetTheScanGoOn() {
        for (int i = 0; i < 3; i++) {
            RowKey key = TestRows.key(i);
            rig.engine.write(new Batch().put(key.bytes(), RowCodec.encode(key, TestRows.row(i))), true);
        }
        rig.engine.corrupt(TestRows.key(1).bytes());
        Finding<List<String>> scan = scan(rows -> {
            List<String> found = new ArrayList<>();
            RowCursor cursor = rows.cursor(KeyRange.ALL, Direction.FORWARD);
            while (cursor.next()) {
                try {
                    found.add("row " + TestRows.number(cursor.row()));
                } catch (CorruptionException e) {
                    found.add("corrupt " + cursor.key().token());
                }
            }
            return found;
        });
        rig.runAll();
        assertThat(scan.found).containsExactly("row 0", "corrupt 1", "row 2");
        assertThat(rig.corrupt).containsExactly(TestRows.key(1));
    }

    @Test
    void shouldGiveUpAScanWhoseDeadlinePasses() {
        for (int i = 0; i < 500; i++) {
            rig.put(TestRows.key(i), i);
        }
        rig.runAll();
        long deadline = rig.now() + 5_000_000;
        Finding<Integer> endless = scan(deadline, rows -> {
            RowCursor cursor = rows.cursor(KeyRange.ALL, Direction.FORWARD);
            int steps = 0;
            while (cursor.next()) {
                steps++;
                rig.passTime(100_000);
            }
            return steps;
        });
        rig.runAll();
        assertThat(endless.failure)
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(endless.found).isNull();
    }

    @Test
    void shouldTellWhatTheTaskThrew() {
        Finding<String> scan = scan(rows -> {
            throw new IllegalStateException("no");
        });
        rig.runAll();
        assertThat(scan.failure).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseScansWhenTooManyWaitButKeepTheOtherLaneOpen() {
        ShardsRig small = new ShardsRig(ShardsRig.SETTINGS.withLimits(new ShardsSettings.Limits(8, 8, 8, 1, 8)));
        Finding<String> scan = new Finding<>(Long.MAX_VALUE, rows -> "done");
        assertThat(small.shards.scan(Lane.BULK, scan)).isTrue();
        assertThat(small.shards.scan(Lane.BULK, new Finding<>(Long.MAX_VALUE, rows -> "")))
                .isFalse();
        assertThat(small.shards.scan(Lane.REQUEST, new Finding<>(Long.MAX_VALUE, rows -> "")))
                .isTrue();
        small.runAll();
        assertThat(scan.found).isEqualTo("done");
    }

    @Test
    void shouldEndScansWhenClosed() {
        Finding<List<Long>> scan = scan(rows -> numbers(rows, Direction.FORWARD));
        rig.shards.close();
        rig.runAll();
        assertThat(scan.failure).isInstanceOf(EngineClosedException.class);
        assertThat(rig.shards.scan(Lane.REQUEST, scan)).isFalse();
    }

    private static List<Long> numbers(SnapshotRows rows, Direction direction) {
        List<Long> numbers = new ArrayList<>();
        RowCursor cursor = rows.cursor(KeyRange.ALL, direction);
        while (cursor.next()) {
            numbers.add(TestRows.number(cursor.row()));
        }
        return numbers;
    }

    private <T> Finding<T> scan(Function<SnapshotRows, T> work) {
        return scan(Long.MAX_VALUE, work);
    }

    private <T> Finding<T> scan(long deadlineNanos, Function<SnapshotRows, T> work) {
        Finding<T> scan = new Finding<>(deadlineNanos, work);
        assertThat(rig.shards.scan(Lane.REQUEST, scan)).isTrue();
        return scan;
    }

    /** A scan that remembers what it found. */
    private static final class Finding<T> implements ScanTask<T> {
        private final long deadlineNanos;
        private final Function<SnapshotRows, T> work;

        @Nullable
        T found;

        @Nullable
        Throwable failure;

        Finding(long deadlineNanos, Function<SnapshotRows, T> work) {
            this.deadlineNanos = deadlineNanos;
            this.work = work;
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public T scan(SnapshotRows rows) {
            return work.apply(rows);
        }

        @Override
        public void completed(T result) {
            found = result;
        }

        @Override
        public void failed(Throwable reason) {
            failure = reason;
        }
    }
}
