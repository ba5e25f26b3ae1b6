package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.node.schema.ClusteringBound;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowKeyTest {
    private static final byte[] P = {5, 6};

    private static RowKey row(long token, byte[] partition, int... clustering) {
        byte[] bytes = new byte[clustering.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) clustering[i];
        }
        return RowKey.row(7, token, partition, bytes);
    }

    private static boolean isBetween(byte[] start, RowKey key, byte[] end) {
        return Arrays.compareUnsigned(start, key.bytes()) <= 0 && Arrays.compareUnsigned(key.bytes(), end) < 0;
    }

    @Test
    void shouldOrderByTableThenTokenThenPartitionThenKindThenClustering() {
        Slice slice = Slice.of(new byte[] {(byte) 0xFF});
        List<RowKey> expected = List.of(
                RowKey.header(6, Long.MAX_VALUE, P),
                row(Long.MIN_VALUE, P),
                row(-1, P, 1),
                RowKey.header(7, 0, P),
                RowKey.rangeDeletion(7, 0, P, slice),
                row(0, P),
                row(0, P, 1),
                row(0, P, 1, 0),
                row(0, P, 2),
                row(0, P, 0x80),
                row(0, P, 0xFF, 0xFF),
                row(0, new byte[] {5, 6, 0}),
                row(1, P),
                row(Long.MAX_VALUE, P),
                RowKey.header(8, Long.MIN_VALUE, P));

        assertThat(expected).isSorted();
        assertThat(expected.stream().sorted().toList()).isEqualTo(expected);
    }

    @Test
    void shouldGiveItsPartsBack() {
        Slice slice = new Slice(ClusteringBound.after(new byte[] {1, 2}), ClusteringBound.before(new byte[] {3}));
        RowKey key = RowKey.rangeDeletion(-3, -9_000_000_000L, P, slice);
        RowKey read = RowKey.decode(key.bytes().clone());

        assertThat(read).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(read.tableId()).isEqualTo(-3);
        assertThat(read.token()).isEqualTo(-9_000_000_000L);
        assertThat(read.partitionKey()).isEqualTo(P);
        assertThat(read.kind()).isEqualTo(EntryKind.RANGE_DELETION);
        assertThat(read.slice()).isEqualTo(slice);
        assertThat(row(1, P, 4).clustering()).containsExactly(4);
        assertThat(read.toHeader()).isEqualTo(RowKey.header(-3, -9_000_000_000L, P));
        assertThat(read.samePartition(read.toHeader())).isTrue();
        assertThat(read.samePartition(RowKey.header(-3, -9_000_000_000L, new byte[] {5})))
                .isFalse();
    }

    @Test
    void shouldBoundAPartitionItsKindsAndItsSlices() {
        byte[] start = RowKey.partitionStart(7, 0, P);
        byte[] end = RowKey.partitionEnd(7, 0, P);
        byte[] rows = RowKey.kindStart(7, 0, P, EntryKind.ROW);

        assertThat(Stream.of(RowKey.header(7, 0, P), row(0, P), row(0, P, 0xFF, 0xFF)))
                .allMatch(key -> isBetween(start, key, end));
        assertThat(Stream.of(row(0, new byte[] {5}), row(0, new byte[] {5, 6, 0}), row(1, P), row(-1, P)))
                .noneMatch(key -> isBetween(start, key, end));
        assertThat(isBetween(rows, RowKey.header(7, 0, P), end)).isFalse();
        assertThat(isBetween(rows, row(0, P), end)).isTrue();
        byte[] from = RowKey.boundOf(7, 0, P, ClusteringBound.after(new byte[] {1}));
        byte[] to = RowKey.boundOf(7, 0, P, ClusteringBound.after(new byte[] {(byte) 0xFF}));
        assertThat(isBetween(from, row(0, P, 1, 9), to)).isFalse();
        assertThat(isBetween(from, row(0, P, 2), to)).isTrue();
        assertThat(isBetween(from, row(0, P, 0xFF, 0xFF), to)).isTrue();
    }

    @Test
    void shouldBoundTokensAndTables() {
        assertThat(isBetween(RowKey.tokenStart(7, -1), row(-1, P), RowKey.tokenEnd(7, -1)))
                .isTrue();
        assertThat(isBetween(RowKey.tokenStart(7, -1), row(0, P), RowKey.tokenEnd(7, -1)))
                .isFalse();
        assertThat(isBetween(RowKey.tokenStart(7, 5), row(Long.MAX_VALUE, P, 0xFF), RowKey.tokenEnd(7, Long.MAX_VALUE)))
                .isTrue();
        assertThat(isBetween(RowKey.tableStart(7), row(Long.MIN_VALUE, P), RowKey.tableEnd(7)))
                .isTrue();
        assertThat(isBetween(RowKey.tableStart(7), RowKey.header(8, Long.MIN_VALUE, P), RowKey.tableEnd(7)))
                .isFalse();
    }

    @Test
    void shouldRefuseBytesThatAreNoKey() {
        byte[] good = row(0, P, 1).bytes();
        for (int length = 0; length < good.length - 1; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> RowKey.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] kind = good.clone();
        kind[16] = 9;
        assertThatThrownBy(() -> RowKey.decode(kind)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowKey.header(7, 0, new byte[70_000])).isInstanceOf(IllegalArgumentException.class);
    }
}
