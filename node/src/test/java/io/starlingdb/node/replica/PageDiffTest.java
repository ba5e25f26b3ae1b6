package io.starlingdb.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PageDiffTest {
    private static RowKey key(int number) {
        return RowKey.row(1, 0, new byte[] {1}, new byte[] {(byte) number});
    }

    private static VersionsPage page(SortedMap<Integer, Integer> copy, int after, int size) {
        List<EntryVersion> versions = new ArrayList<>();
        for (var entry : copy.tailMap(after + 1).entrySet()) {
            if (versions.size() == size) {
                return new VersionsPage(versions, true);
            }
            versions.add(new EntryVersion(key(entry.getKey()), new VersionSum(entry.getValue(), 0)));
        }
        return new VersionsPage(versions, false);
    }

    /** Walks two random copies page by page; together the pages must name every difference, each once. */
    @Property(tries = 500)
    void shouldNameEachDifferenceOnceOverAllPages(@ForAll long seed) {
        Random random = new Random(seed);
        SortedMap<Integer, Integer> mine = new TreeMap<>();
        SortedMap<Integer, Integer> theirs = new TreeMap<>();
        for (int number = 0; number < 40; number++) {
            if (random.nextBoolean()) {
                mine.put(number, random.nextInt(2));
            }
            if (random.nextBoolean()) {
                theirs.put(number, random.nextInt(2));
            }
        }
        List<RowKey> fetched = new ArrayList<>();
        List<RowKey> sent = new ArrayList<>();
        int after = -1;
        while (after < Integer.MAX_VALUE) {
            int size = 1 + random.nextInt(8);
            PageDiff diff = PageDiff.of(page(mine, after, size), page(theirs, after, 1 + random.nextInt(8)));
            fetched.addAll(diff.toFetch());
            sent.addAll(diff.toSend());
            after = diff.end() == null ? Integer.MAX_VALUE : diff.end().clustering()[0];
        }
        List<RowKey> expectedFetched = new ArrayList<>();
        List<RowKey> expectedSent = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            if (theirs.containsKey(number) && !theirs.get(number).equals(mine.get(number))) {
                expectedFetched.add(key(number));
            }
            if (mine.containsKey(number) && !mine.get(number).equals(theirs.get(number))) {
                expectedSent.add(key(number));
            }
        }
        assertThat(fetched).isEqualTo(expectedFetched);
        assertThat(sent).isEqualTo(expectedSent);
    }
}
