package io.starlingdb.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.TokenRange;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final Scope WHOLE = new Scope("ks", TokenRange.WHOLE);

    private final ModelReplica replica = new ModelReplica();

    /** The sums of a replica are those of one that was built from its rows. */
    private static void requireSums(ModelReplica replica, int seed) {
        ModelReplica naive = new ModelReplica();
        replica.rows.forEach(naive::join);
        for (int table = 1; table <= 2; table++) {
            assertThat(replica.parts(WHOLE, Place.groups(table), 0))
                    .as("table %d, seed %d", table, seed)
                    .isEqualTo(naive.parts(WHOLE, Place.groups(table), 0));
            for (int slice = 0; slice < 4; slice++) {
                requireBlocksAddUp(replica, table, slice);
            }
        }
    }

    private static void requireBlocksAddUp(ModelReplica replica, int table, int slice) {
        List<PartSum> leaf = replica.parts(WHOLE, Place.unit(table, slice, 0, 0), 0);
        List<PartSum> blocks = replica.parts(WHOLE, Place.blocks(table, slice, 0, 0), 0);
        assertThat(blocks.stream().mapToLong(PartSum::sum).sum())
                .isEqualTo(leaf.stream().mapToLong(PartSum::sum).sum());
        assertThat(blocks.stream().mapToInt(PartSum::count).sum())
                .isEqualTo(leaf.stream().mapToInt(PartSum::count).sum());
    }

    private void change(Random random) {
        byte[] key = ModelReplica.key(1 + random.nextInt(2), random.nextInt(4), random.nextInt(3_000));
        if (random.nextInt(5) == 0) {
            replica.remove(key);
        } else {
            replica.join(key, random.nextInt(1_000_000));
        }
    }

    @Test
    void shouldKeepSumsThroughChangesCountsAndDivisions() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 3_000; i++) {
                change(random);
                if (random.nextInt(1_000) == 0) {
                    replica.tree.recount();
                }
                if (random.nextInt(50) == 0 && replica.tree.uncountedFrom() != null) {
                    replica.tree.beginPage();
                    change(random); // before the snapshot is taken
                    replica.countPage(1 + random.nextInt(900));
                    change(random);
                }
                if (random.nextInt(700) == 0 && replica.tree.uncountedFrom() == null) {
                    replica.count(1_200);
                }
            }
            replica.count(1_000);
            requireSums(replica, seed);
        }
    }

    @Test
    void shouldCountWhatChangesWhileAPageIsRead() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                change(random);
            }
            replica.tree.recount();
            while (replica.tree.uncountedFrom() != null) {
                replica.tree.beginPage();
                ModelReplica snapshot = new ModelReplica();
                snapshot.rows.putAll(replica.rows);
                for (int i = random.nextInt(20); i > 0; i--) {
                    change(random);
                }
                SnapshotPage.count(snapshot, replica, 1 + random.nextInt(200));
            }
            requireSums(replica, seed);
        }
    }

    @Test
    void shouldCountOneLeafAnew() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            change(random);
        }
        replica.count(2_000);
        replica.rows.remove(replica.rows.firstKey()); // lost without a word
        replica.tree.recount(1, 0, ModelReplica.sliceStart(1, 0), ModelReplica.sliceStart(1, 1));
        replica.count(100);

        requireSums(replica, 5);
    }

    @Test
    void shouldForgetWhatWasErased() {
        Random random = new Random(6);
        for (int i = 0; i < 5_000; i++) {
            change(random);
        }
        replica.rows
                .subMap(ModelReplica.sliceStart(1, 1), ModelReplica.sliceStart(1, 3))
                .clear();
        replica.tree.erase(1, 1, 2);
        requireSums(replica, 6);
    }

    @Test
    void shouldBeTheSameAfterACheckpoint() {
        Random random = new Random(7);
        for (int i = 0; i < 9_000; i++) {
            change(random);
        }
        replica.count(2_000);
        byte[] kept = Checkpoint.encode(List.of(replica.tree));
        MerkleTree restored = new MerkleTree();

        assertThat(Checkpoint.decode(kept, List.of(restored))).isTrue();
        replica.tree = restored;
        requireSums(replica, 7);
        assertThat(Checkpoint.encode(List.of(restored))).isEqualTo(kept);
        for (int i = 0; i < 2_000; i++) {
            change(random);
        }
        requireSums(replica, 7);
    }

    @Test
    void shouldRefuseACheckpointThatIsCutShort() {
        replica.join(ModelReplica.key(1, 2, 3), 4);
        byte[] kept = Checkpoint.encode(List.of(replica.tree));
        for (int length = 0; length < kept.length; length++) {
            assertThat(Checkpoint.decode(java.util.Arrays.copyOf(kept, length), List.of(new MerkleTree())))
                    .isFalse();
        }
    }

    @Test
    void shouldTakeLittleMemoryForFewRowsAndTwoMebibytesForAFullTable() {
        for (int i = 0; i < 100; i++) {
            replica.join(ModelReplica.key(1, i * 601, i), 1);
        }
        assertThat(replica.tree.bytes()).isLessThan(8 * 1024);
        for (int i = 0; i < 65_536; i++) {
            replica.join(ModelReplica.key(1, i, i), 1);
        }
        assertThat(replica.tree.bytes()).isLessThanOrEqualTo(2 << 20);
    }
}
