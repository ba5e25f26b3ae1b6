package io.starlingdb.node.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.TestRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class MergedRowsTest {
    private final TreeMap<RowKey, byte[]> one = new TreeMap<>();
    private final TreeMap<RowKey, byte[]> two = new TreeMap<>();

    private static void put(Map<RowKey, byte[]> into, RowKey key, long number) {
        into.put(key, RowCodec.encode(key, TestRows.row(number)));
    }

    private static MergedRows.Source source(TreeMap<RowKey, byte[]> entries, LongPredicate owned) {
        return source(entries, owned, 0);
    }

    private static MergedRows.Source source(TreeMap<RowKey, byte[]> entries, LongPredicate owned, long settled) {
        Iterator<Map.Entry<RowKey, byte[]>> iterator = entries.entrySet().iterator();
        return new MergedRows.Source(
                new EngineCursor() {
                    private Map.Entry<RowKey, byte[]> at;

                    @Override
                    public boolean next() {
                        boolean more = iterator.hasNext();
                        at = more ? iterator.next() : at;
                        return more;
                    }

                    @Override
                    public byte[] key() {
                        return at.getKey().bytes();
                    }

                    @Override
                    public byte[] value() {
                        return at.getValue();
                    }

                    @Override
                    public void close() {
                        // nothing to free
                    }
                },
                owned,
                token -> settled);
    }

    private static List<List<Entry>> all(MergedRows rows) {
        List<List<Entry>> chunks = new ArrayList<>();
        for (List<Entry> chunk = rows.chunk(); !chunk.isEmpty(); chunk = rows.chunk()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    @Test
    void shouldJoinCopiesAndKeepPartitionsApart() {
        put(one, TestRows.key(1, "a"), 10);
        put(one, TestRows.key(1, "b"), 11);
        put(one, TestRows.key(5, "a"), 50);
        put(two, TestRows.key(1, "b"), 11);
        put(two, TestRows.key(3, "a"), 30);

        List<List<Entry>> chunks = all(new MergedRows(
                List.of(source(one, token -> true), source(two, token -> true)), ConflictMode.LAST_WRITE_WINS));

        assertThat(chunks.stream()
                        .map(chunk -> chunk.stream()
                                .map(entry -> TestRows.number(entry.row()))
                                .toList())
                        .toList())
                .containsExactly(List.of(10L, 11L), List.of(30L), List.of(50L));
    }

    @Test
    void shouldTakeOfANodeOnlyWhatItOwned() {
        put(one, TestRows.key(1), 10);
        put(two, TestRows.key(2), 20);

        List<List<Entry>> chunks = all(new MergedRows(
                List.of(source(one, token -> true), source(two, token -> false)), ConflictMode.LAST_WRITE_WINS));

        assertThat(chunks).hasSize(1);
        assertThat(chunks.get(0).get(0).key()).isEqualTo(TestRows.key(1));
    }

    @Test
    void shouldTakeTheOtherCopyOfARowThatIsCorrupt() {
        put(one, TestRows.key(1), 10);
        put(two, TestRows.key(1), 10);
        one.get(TestRows.key(1))[7] ^= 1;

        MergedRows rows = new MergedRows(
                List.of(source(one, token -> true), source(two, token -> true)), ConflictMode.LAST_WRITE_WINS);

        assertThat(all(rows)).hasSize(1);
        assertThat(rows.unreadable()).isEqualTo(1);
    }

    @Test
    void shouldCutLargePartitionsIntoChunks() {
        for (int i = 0; i < 150; i++) {
            put(one, TestRows.key(1, String.format("%03d", i)), i);
        }

        List<List<Entry>> chunks =
                all(new MergedRows(List.of(source(one, token -> true)), ConflictMode.LAST_WRITE_WINS));

        assertThat(chunks).extracting(List::size).containsExactly(64, 64, 22);
    }

    /** Snapshots of the nodes are seconds apart: one is from before a deletion, the other from after the deletion's tombstone was purged. */
    @Test
    void shouldNotBringBackWhatALaterSnapshotHasPurged() {
        put(one, TestRows.key(1), 10);
        put(one, TestRows.key(2), 20);
        put(two, TestRows.key(2), 20);
        long dot = TestRows.row(10).cellAt(0).dot().stamp();

        List<List<Entry>> chunks = all(new MergedRows(
                List.of(source(one, token -> true, dot - 1), source(two, token -> true, dot)),
                ConflictMode.LAST_WRITE_WINS));

        assertThat(chunks.stream()
                        .flatMap(List::stream)
                        .filter(entry -> entry.row().cellCount() > 0)
                        .map(Entry::key))
                .containsExactly(TestRows.key(2));
    }

    @Test
    void shouldTakeWhatIsNewerThanWhatWasSettledFromAnySnapshot() {
        put(one, TestRows.key(1), 10);
        put(two, TestRows.key(2), 20);
        long dot = TestRows.row(10).cellAt(0).dot().stamp();

        List<List<Entry>> chunks = all(new MergedRows(
                List.of(source(one, token -> true, 0), source(two, token -> true, dot - 1)),
                ConflictMode.LAST_WRITE_WINS));

        assertThat(chunks).hasSize(2);
    }

    @Test
    void shouldNotTakeACorruptCopyForTheAbsenceOfTheRow() {
        put(one, TestRows.key(1), 10);
        put(two, TestRows.key(1), 10);
        two.get(TestRows.key(1))[7] ^= 1;
        long dot = TestRows.row(10).cellAt(0).dot().stamp();

        List<List<Entry>> chunks = all(new MergedRows(
                List.of(source(one, token -> true, 0), source(two, token -> true, dot)), ConflictMode.LAST_WRITE_WINS));

        assertThat(chunks).hasSize(1);
    }
}
