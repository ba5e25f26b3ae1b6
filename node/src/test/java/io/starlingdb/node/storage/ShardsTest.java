package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.ShardsRig.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShardsTest {

    private static final RowKey A = TestRows.key(1, "a");
    private static final RowKey B = TestRows.key(1, "b");
    private static final RowKey C = TestRows.key(1, "c");

    private final ShardsRig rig = new ShardsRig();

    @Test
    void shouldShowATaskWhatEarlierTasksOfItsTurnWrote() {
        rig.put(A, 5);
        Probe read = rig.read(A);
        rig.runAll();
        assertThat(read.seen).isEqualTo(5);
        assertThat(rig.stored(A)).isEqualTo(5);
    }

    @Test
    void shouldWriteARowOnceHoweverManyTasksOfOneTurnChangeIt() {
        List<Probe> puts = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            puts.add(rig.put(A, i));
        }
        rig.runAll();
        assertThat(puts).allMatch(put -> put.committed);
        assertThat(rig.counted.batchSizes).containsExactly(1);
        assertThat(rig.stored(A)).isEqualTo(20);
    }

    @Test
    void shouldWakeTheLoopOnceForAllEndsOfATurn() {
        for (int i = 0; i < 20; i++) {
            rig.put(TestRows.key(i), i + 1);
        }
        int afterSubmitting = rig.loopTurns;
        rig.runAll();
        assertThat(afterSubmitting).isEqualTo(1);
        assertThat(rig.loopTurns).isEqualTo(2);
    }

    @Test
    void shouldWriteNothingWhenATaskPutsBackWhatItGot() {
        rig.put(A, 1);
        rig.runAll();
        rig.counted.batchSizes.clear();
        Probe same = rig.submit(new Probe(A).doing(rows -> rows.put(A, rows.get(A))));
        rig.runAll();
        assertThat(same.committed).isTrue();
        assertThat(rig.counted.batchSizes).isEmpty();
    }

    @Test
    void shouldDeleteARow() {
        rig.put(A, 1);
        rig.submit(new Probe(A).doing(rows -> rows.delete(A)));
        Probe read = rig.read(A);
        rig.runAll();
        assertThat(read.seen).isZero();
        assertThat(rig.engine.get(A.bytes())).isNull();
        assertThat(rig.shards.cached(A)).isEqualTo(new CachedRow(null));
    }

    @Test
    void shouldParkOnlyTheRowThatTheDiskMustGive() {
        rig.put(A, 1);
        rig.put(B, 2);
        rig.runAll();
        ShardsRig cold = new ShardsRig(ShardsRig.SETTINGS.withRowCacheBytes(0));
        cold.engine.write(new Batch().put(A.bytes(), rig.engine.get(A.bytes())), true);
        cold.cold = A::equals;

        Probe first = cold.read(A);
        Probe second = cold.put(A, 7);
        Probe third = cold.read(A);
        Probe other = cold.put(B, 3);
        cold.runTurns();
        assertThat(other.committed).isTrue();
        assertThat(first.ran || second.ran || third.ran).isFalse();
        assertThat(cold.shards.statistics().parkedTasks()).isEqualTo(3);

        cold.cold = key -> false;
        cold.runAll();
        assertThat(first.seen).isEqualTo(1);
        assertThat(second.committed).isTrue();
        assertThat(third.seen).isEqualTo(7);
        assertThat(cold.shards.statistics().parkedTasks()).isZero();
    }

    @Test
    void shouldAskTheDiskOnceForARowThatItThenKeeps() {
        rig.engine.write(new Batch().put(A.bytes(), encoded(A, 4)), true);
        rig.cold = key -> true;
        Probe first = rig.read(A);
        Probe second = rig.read(A);
        rig.runAll();
        Probe third = rig.read(A);
        rig.runAll();
        assertThat(List.of(first.seen, second.seen, third.seen)).containsOnly(4L);
        assertThat(rig.counted.gets).isEqualTo(1);
    }

    @Test
    void shouldFailOnlyTheTaskThatThrowsAndForgetWhatItPut() {
        rig.put(A, 1);
        Probe thrower = rig.submit(new Probe(A, B).doing(rows -> {
            rows.put(A, TestRows.row(2));
            rows.put(B, TestRows.row(2));
            throw new IllegalStateException("no");
        }));
        Probe read = rig.read(A);
        rig.runAll();
        assertThat(thrower.failure).isInstanceOf(IllegalStateException.class);
        assertThat(read.seen).isEqualTo(1);
        assertThat(rig.stored(A)).isEqualTo(1);
        assertThat(rig.stored(B)).isZero();
    }

    @Test
    void shouldFailExactlyTheTasksOfABatchThatIsNotCommitted() {
        rig.put(A, 1);
        rig.put(C, 1);
        rig.runAll();
        rig.writesFail = true;
        long[] failedBatches = new long[1];
        Probe write = rig.put(A, 2);
        Probe readsIt = rig.read(A);
        Probe readsOther = rig.read(C);
        rig.runAll();
        assertThat(write.failure).isInstanceOf(StorageException.class);
        assertThat(readsIt.failure).isInstanceOf(StorageException.class);
        assertThat(readsOther.seen).isEqualTo(1);
        assertThat(readsOther.committed).isTrue();
        assertThat(rig.shards.cached(A)).isNotNull();
        assertThat(TestRows.number(rig.shards.cached(A).row())).isEqualTo(1);
        assertThat(rig.heard).containsExactly("commit failed", "disk failing");
        Probe refused = rig.put(A, 3);
        rig.runFor(100_000_000L);
        assertCode(refused, ErrorCode.READ_ONLY);

        rig.writesFail = false;
        rig.runFor(2_000_000_000L);
        assertThat(rig.heard).containsExactly("commit failed", "disk failing", "disk well");
        Probe after = rig.read(A);
        rig.submit(new Probe(A).doing(rows -> failedBatches[0] = rows.failedBatches()));
        rig.runAll();
        assertThat(after.seen).isEqualTo(1);
        assertThat(failedBatches[0]).isEqualTo(1);
    }

    @Test
    void shouldDropATaskWhoseDeadlineHasPassedBeforeItCosts() {
        rig.cold = key -> true;
        Probe late = rig.submit(new Probe(A).until(rig.now() - 1));
        rig.runAll();
        assertCode(late, ErrorCode.TIMEOUT);
        assertThat(late.ran).isFalse();
        assertThat(rig.counted.gets).isZero();
        assertThat(rig.shards.statistics().tasksExpired()).isEqualTo(1);
    }

    @Test
    void shouldDropATaskWhoseDeadlinePassesWhileItWaitsForTheDisk() {
        rig.cold = key -> true;
        Probe late = rig.submit(new Probe(A).until(rig.now() + 500_000));
        Probe behind = rig.read(A);
        rig.runAll();
        assertCode(late, ErrorCode.TIMEOUT);
        assertThat(late.ran).isFalse();
        assertThat(behind.committed).isTrue();
        assertThat(rig.counted.gets).as("only for the one behind").isEqualTo(1);
    }

    @Test
    void shouldRefuseTasksWhenTheQueueIsFull() {
        ShardsRig small = new ShardsRig(ShardsRig.SETTINGS.withLimits(new ShardsSettings.Limits(2, 8, 8, 8, 8)));
        assertThat(small.put(A, 1).accepted).isTrue();
        assertThat(small.put(A, 2).accepted).isTrue();
        Probe third = small.put(A, 3);
        small.runAll();
        assertThat(third.accepted).isFalse();
        assertThat(third.ended()).isFalse();
        assertThat(small.put(A, 4).accepted).isTrue();
    }

    @Test
    void shouldFailTasksAsOverloadedWhenTooManyWaitForTheDisk() {
        ShardsRig small = new ShardsRig(ShardsRig.SETTINGS.withLimits(new ShardsSettings.Limits(8, 8, 2, 8, 8)));
        small.cold = key -> key.equals(A);
        Probe first = small.read(A);
        Probe second = small.read(A);
        Probe third = small.read(A);
        Probe warm = small.read(B);
        small.runAll();
        assertThat(first.committed && second.committed && warm.committed).isTrue();
        assertCode(third, ErrorCode.OVERLOADED);
    }

    @Test
    void shouldRefuseCorruptRowsTellWhereAndGoOn() {
        rig.engine.write(new Batch().put(A.bytes(), encoded(A, 1)).put(B.bytes(), encoded(B, 2)), true);
        rig.engine.corrupt(A.bytes());
        Probe broken = rig.read(A);
        Probe whole = rig.read(B);
        rig.runAll();
        assertThat(broken.failure).isInstanceOf(CorruptionException.class);
        assertThat(whole.seen).isEqualTo(2);
        assertThat(rig.corrupt).containsExactly(A);
        assertThat(rig.shards.statistics().corruptRows()).isEqualTo(1);
    }

    @Test
    void shouldRefuseARowThatWasStoredUnderAnothersKey() {
        rig.engine.write(new Batch().put(A.bytes(), encoded(B, 2)), true);
        rig.cold = key -> true;
        Probe broken = rig.read(A);
        rig.runAll();
        assertThat(broken.failure).isInstanceOf(CorruptionException.class);
    }

    @Test
    void shouldLetATaskPutACorruptRowAnew() {
        rig.engine.write(new Batch().put(A.bytes(), encoded(A, 1)), true);
        rig.engine.corrupt(A.bytes());
        Probe repair = rig.submit(new Probe(A).doing(rows -> {
            try {
                rows.get(A);
            } catch (CorruptionException e) {
                rows.put(A, TestRows.row(9));
            }
        }));
        Probe read = rig.read(A);
        rig.runAll();
        assertThat(repair.committed).isTrue();
        assertThat(read.seen).isEqualTo(9);
    }

    @Test
    void shouldRefuseWritesWhileTheDiskIsNearlyFullAndTakeThemAgain() {
        long reserve = ShardsRig.SETTINGS.durability().reserveBytes();
        rig.put(A, 1);
        rig.runAll();
        rig.usableBytes = reserve - 1;
        rig.runFor(2_000_000_000L);
        assertThat(rig.shards.disk().state()).isEqualTo(DiskState.FULL);
        Probe write = rig.put(A, 2);
        Probe read = rig.read(A);
        Probe delete = rig.submit(new Probe(A).doing(rows -> rows.delete(A)));
        rig.runAll();
        assertCode(write, ErrorCode.READ_ONLY);
        assertThat(read.seen).isEqualTo(1);
        assertThat(delete.committed).isTrue();

        rig.usableBytes = reserve + reserve / 20;
        rig.runFor(2_000_000_000L);
        assertThat(rig.shards.disk().state())
                .as("not before a tenth more is free")
                .isEqualTo(DiskState.FULL);
        rig.usableBytes = 2 * reserve;
        rig.runFor(2_000_000_000L);
        rig.put(A, 3);
        rig.runAll();
        assertThat(rig.stored(A)).isEqualTo(3);
        assertThat(rig.heard).containsExactly("disk full", "disk well");
    }

    @Test
    void shouldRefuseRowsThatATaskDidNotAnnounce() {
        Probe reads = rig.submit(new Probe(A).doing(rows -> rows.get(B)));
        Probe writes = rig.submit(new Probe(A).doing(rows -> rows.put(B, TestRows.row(1))));
        Probe ranges = rig.submit(new Probe(A).doing(rows -> rows.range(KeyRange.ALL)));
        rig.runAll();
        assertThat(List.of(reads, writes, ranges)).allMatch(task -> task.failure instanceof IllegalArgumentException);
    }

    @Test
    void shouldGiveATaskTheRowsOfItsRangeAndHoldUpOthersOnThem() {
        rig.put(A, 1);
        Probe sum = new Probe().ranges(TestRows.partition(1));
        rig.submit(sum.doing(rows -> {
            sum.seen = rows.range(TestRows.partition(1)).stream()
                    .mapToLong(row -> TestRows.number(row.row()))
                    .sum();
            rows.put(C, TestRows.row(100));
            rows.delete(A);
            sum.seen += 1000L * rows.range(TestRows.partition(1)).size();
        }));
        Probe inside = rig.put(B, 20);
        Probe elsewhere = rig.put(TestRows.key(2), 3);
        rig.runTurns();
        assertThat(elsewhere.committed).isTrue();
        assertThat(inside.ran).isFalse();
        rig.runAll();
        assertThat(sum.seen).isEqualTo(1001);
        assertThat(inside.committed).isTrue();
        assertThat(List.of(rig.stored(A), rig.stored(B), rig.stored(C))).containsExactly(0L, 20L, 100L);
    }

    @Test
    void shouldFailATaskWhoseRangeHoldsTooMuch() {
        ShardsRig small = new ShardsRig(ShardsRig.SETTINGS.withLimits(new ShardsSettings.Limits(8, 8, 8, 8, 2)));
        small.put(A, 1);
        small.put(B, 1);
        Probe two = small.submit(new Probe().ranges(TestRows.partition(1)));
        small.put(C, 1);
        Probe three = small.submit(new Probe().ranges(TestRows.partition(1)));
        small.runAll();
        assertThat(two.committed).isTrue();
        assertCode(three, ErrorCode.TOO_LARGE);
    }

    @Test
    void shouldEraseBehindEarlierWorkAndBeforeLaterWork() {
        rig.put(B, 2);
        rig.runAll();
        rig.cold = A::equals;
        Probe before = rig.put(A, 1);
        CompletableFuture<?> erased = rig.shards.erase(TestRows.TABLE, new TokenRange(0, 1));
        Probe after = rig.put(C, 3);
        Probe read = rig.read(B);
        rig.runTurns();
        assertThat(before.ran || after.ran || erased.isDone())
                .as("A is read from the disk first")
                .isFalse();
        rig.runAll();
        assertThat(before.committed && after.committed).isTrue();
        assertThat(erased).isCompleted();
        assertThat(read.seen).isZero();
        assertThat(List.of(rig.stored(A), rig.stored(B), rig.stored(C))).containsExactly(0L, 0L, 3L);
        assertThat(rig.engine.unsyncedBatches()).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldEraseOverAllShardsByOneChangeOfTheEngine() {
        ShardsRig many = new ShardsRig(ShardsRig.SETTINGS.withThreads(new ShardsSettings.Threads(4, 1, 1)));
        List<RowKey> keys = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            keys.add(TestRows.key((long) i << 50));
            many.put(keys.get(i), i + 1);
        }
        many.runAll();
        many.counted.batchSizes.clear();
        CompletableFuture<?> erased = many.shards.erase(TestRows.TABLE, new TokenRange(10L << 50, 20L << 50));
        CompletableFuture<?> wrapping = many.shards.erase(TestRows.TABLE, new TokenRange(60L << 50, 2L << 50));
        many.runAll();
        assertThat(erased).isCompleted();
        assertThat(wrapping).isCompleted();
        assertThat(many.counted.batchSizes).containsExactly(1, 2);
        for (int i = 0; i < 64; i++) {
            boolean gone = (i > 10 && i <= 20) || i > 60 || i <= 2;
            assertThat(many.stored(keys.get(i))).isEqualTo(gone ? 0 : i + 1);
            assertThat(many.shards.cached(keys.get(i)) == null).isEqualTo(gone);
        }
    }

    @Test
    void shouldFailAnErasureThatTheEngineRefusesAndLetOthersGoOn() {
        rig.put(A, 1);
        rig.runAll();
        rig.writesFail = true;
        CompletableFuture<?> erased = rig.shards.erase(TestRows.TABLE, TokenRange.WHOLE);
        Probe read = rig.read(A);
        rig.runAll();
        assertThat(erased).isCompletedExceptionally();
        assertThat(read.seen).isEqualTo(1);
    }

    @Test
    void shouldEndEverythingThatWasSubmittedWhenClosed() {
        rig.cold = A::equals;
        Probe cold = rig.put(A, 1);
        Probe behind = rig.read(A);
        Probe warm = rig.put(B, 2);
        rig.runTurns();
        rig.shards.close();
        rig.runAll();
        assertThat(cold.committed && behind.committed && warm.committed).isTrue();
        assertThat(rig.engine.unsyncedBatches()).isZero();
        assertThat(rig.put(C, 3).accepted).isFalse();
        assertThat(rig.shards.sync()).isNotNull();
        rig.runAll();
    }

    private static byte[] encoded(RowKey key, long number) {
        return io.starlingdb.node.data.RowCodec.encode(key, TestRows.row(number));
    }

    private static void assertCode(Probe task, ErrorCode code) {
        assertThat(task.failure)
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
