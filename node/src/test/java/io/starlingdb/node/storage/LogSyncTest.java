package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.ShardsRig.Probe;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LogSyncTest {

    private static final long SECOND = 1_000_000_000L;
    private static final RowKey A = TestRows.key(1);
    private static final RowKey B = TestRows.key(2);

    @Test
    void shouldSyncWithinTheIntervalOfAWriteAndThenRest() {
        ShardsRig rig = new ShardsRig();
        Probe put = rig.put(A, 1);
        rig.runAll();
        assertThat(put.committed).as("acknowledged before it is synced").isTrue();
        assertThat(rig.engine.unsyncedBatches()).isEqualTo(1);
        rig.runFor(SECOND);
        assertThat(rig.engine.unsyncedBatches()).isZero();
        rig.runFor(100 * SECOND);
        assertThat(rig.counted.syncs).isEqualTo(1);
    }

    @Test
    void shouldAcknowledgeOnlyWhatIsSyncedWhenEveryWriteAsksForIt() {
        ShardsRig rig = group();
        rig.put(A, 1);
        rig.runAll();
        rig.syncsFail = true;
        Probe put = rig.put(A, 2);
        Probe read = rig.read(B);
        rig.runAll();
        assertThat(put.failure).isInstanceOf(StorageException.class);
        assertThat(read.committed).isTrue();
        assertThat(rig.heard).contains("sync failed");
        rig.syncsFail = false;
        Probe again = rig.put(A, 3);
        rig.runAll();
        assertThat(again.committed).isTrue();
        assertThat(rig.engine.unsyncedBatches()).isZero();
    }

    @Test
    void shouldShareOneSyncAmongAllWritesOfATurn() {
        ShardsRig rig = group();
        for (int i = 0; i < 50; i++) {
            rig.put(TestRows.key(i), 1);
        }
        rig.runAll();
        assertThat(rig.counted.syncs).isEqualTo(1);
        assertThat(rig.shards.statistics().tasksDone()).isEqualTo(50);
    }

    @Test
    void shouldSyncBeforeTheEndOfATaskThatAsksForIt() {
        ShardsRig rig = new ShardsRig();
        rig.put(A, 1);
        Probe synced = rig.submit(new Probe(B).syncedFirst().doing(rows -> rows.put(B, TestRows.row(2))));
        rig.runAll();
        assertThat(synced.committed).isTrue();
        assertThat(rig.engine.unsyncedBatches()).isZero();
        assertThat(rig.counted.syncs).isEqualTo(1);
    }

    @Test
    void shouldTryAgainWhenASyncFails() {
        ShardsRig rig = new ShardsRig();
        rig.syncsFail = true;
        rig.put(A, 1);
        rig.runFor(3 * SECOND);
        assertThat(rig.heard).hasSizeBetween(2, 3).containsOnly("sync failed");
        rig.syncsFail = false;
        rig.runFor(2 * SECOND);
        assertThat(rig.engine.unsyncedBatches()).isZero();
    }

    @Test
    void shouldHoldAcknowledgementsBackWhenTheDiskFallsBehind() {
        ShardsRig rig = new ShardsRig(ShardsRig.SETTINGS, 5 * SECOND);
        Probe first = rig.put(A, 1);
        rig.runFor(SECOND);
        Probe second = rig.put(A, 2);
        rig.runFor(SECOND + SECOND / 2);
        assertThat(first.committed && second.committed).isTrue();
        Probe third = rig.put(B, 3);
        Probe read = rig.read(A);
        rig.runAll();
        assertThat(third.ended()).isFalse();
        assertThat(read.seen).isEqualTo(2);
        rig.runFor(3 * SECOND);
        assertThat(third.committed).isTrue();
        assertThat(rig.engine.unsyncedBatches()).isZero();
    }

    @Test
    void shouldCompleteASyncBehindWhatWasSubmittedBefore() {
        ShardsRig rig = new ShardsRig();
        rig.cold = A::equals;
        Probe cold = rig.put(A, 1);
        CompletableFuture<?> synced = rig.shards.sync();
        Probe later = rig.put(B, 2);
        rig.runTurns();
        assertThat(later.committed).as("a sync holds nobody up").isTrue();
        assertThat(synced).isNotDone();
        rig.runAll();
        assertThat(cold.committed).isTrue();
        assertThat(synced).isCompleted();
        assertThat(rig.engine.unsyncedBatches()).isZero();
    }

    @Test
    void shouldFailASyncThatTheEngineFails() {
        ShardsRig rig = new ShardsRig();
        rig.put(A, 1);
        rig.syncsFail = true;
        CompletableFuture<?> synced = rig.shards.sync();
        rig.runAll();
        assertThat(synced).isCompletedExceptionally();
    }

    private static ShardsRig group() {
        return new ShardsRig(ShardsRig.SETTINGS.withDurability(new ShardsSettings.Durability(true, SECOND, 0)));
    }
}
