package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RangeDeletionsTest {
    private static final byte[] P = {1};

    private static Entry deletion(Slice slice, long timestamp) {
        Row row = new Row(
                new Cell[0], new Deletion(new Dot(1, timestamp), timestamp), VersionVector.EMPTY, Pending.NONE, null);
        return new Entry(RowKey.rangeDeletion(1, 0, P, slice), row);
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(4) - 1);
        }
        return key;
    }

    private static Slice slice(Random random) {
        ClusteringBound one =
                random.nextBoolean() ? ClusteringBound.before(key(random)) : ClusteringBound.after(key(random));
        ClusteringBound two =
                random.nextBoolean() ? ClusteringBound.before(key(random)) : ClusteringBound.after(key(random));
        return one.compareTo(two) <= 0 ? new Slice(one, two) : new Slice(two, one);
    }

    @Property
    void shouldTellTheHighestDeletionOfAnyRow(@ForAll long seed) {
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            entries.add(deletion(slice(random), random.nextInt(5)));
        }
        RangeDeletions deletions = RangeDeletions.of(entries);

        for (int i = 0; i < 20; i++) {
            byte[] clustering = key(random);
            long expected = Long.MIN_VALUE;
            for (Entry entry : entries) {
                Deletion deletion = entry.row().deletion();
                if (deletion != null && entry.key().slice().contains(clustering)) {
                    expected = Math.max(expected, deletion.timestamp());
                }
            }
            assertThat(deletions.deletedUpTo(clustering)).isEqualTo(expected);
        }
    }

    @Property
    void shouldDropOnlyWhatSaysNothingMore(@ForAll long seed) {
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Entry entry = deletion(slice(random), random.nextInt(5));
            if (entries.stream().noneMatch(other -> other.key().equals(entry.key()))) {
                entries.add(entry);
            }
        }
        List<Entry> left = new ArrayList<>(entries);
        List<RowKey> needless = RangeDeletions.madeNeedless(entries.get(0), entries);
        left.removeIf(entry -> needless.contains(entry.key()));

        for (int i = 0; i < 20; i++) {
            byte[] clustering = key(random);
            assertThat(RangeDeletions.of(left).deletedUpTo(clustering))
                    .isEqualTo(RangeDeletions.of(entries).deletedUpTo(clustering));
        }
        assertThat(needless).doesNotContain(entries.get(0).key());
    }

    @Test
    void shouldMergeWhatAWiderAndLaterOneCovers() {
        Entry narrow = deletion(Slice.of(new byte[] {1}), 5);
        Entry later = deletion(Slice.of(new byte[] {2}), 9);
        Entry wide = deletion(Slice.ALL, 7);

        assertThat(RangeDeletions.madeNeedless(wide, List.of(narrow, later, wide)))
                .containsExactly(narrow.key());
    }

    @Test
    void shouldReadBackSlicesFromKeys() {
        List<Slice> slices = List.of(
                Slice.ALL,
                Slice.of(new byte[] {1, 2, 3}),
                new Slice(ClusteringBound.after(new byte[] {(byte) 0xFF}), ClusteringBound.END),
                new Slice(ClusteringBound.START, ClusteringBound.before(new byte[300])));
        for (Slice slice : slices) {
            assertThat(RowKey.rangeDeletion(1, 0, P, slice).slice()).isEqualTo(slice);
        }
    }

    @Test
    void shouldTellSlicesThatMeet() {
        Slice first = new Slice(ClusteringBound.START, ClusteringBound.after(new byte[] {3}));
        Slice second = new Slice(ClusteringBound.after(new byte[] {3}), ClusteringBound.END);

        assertThat(first.intersects(second)).isFalse();
        assertThat(first.intersects(Slice.of(new byte[] {3}))).isTrue();
        assertThat(Slice.ALL.contains(first)).isTrue();
        assertThat(first.contains(second)).isFalse();
        assertThat(new Slice(ClusteringBound.END, ClusteringBound.START).isEmpty())
                .isTrue();
    }
}
