package io.starlingdb.node.replica;

import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two replicas' pages of one range differ in: pure. Only what both pages speak of is compared, up to the earlier end.
 *
 * @param toFetch the entries of which the other has a copy that is not mine
 * @param toSend the entries of which I have a copy that is not the other's
 * @param end up to where was compared; null if nothing of the range is left
 */
record PageDiff(
        List<RowKey> toFetch, List<RowKey> toSend, @Nullable RowKey end) {
    static PageDiff of(VersionsPage mine, VersionsPage theirs) {
        RowKey end = earlier(mine.end(), theirs.end());
        List<RowKey> toFetch = new ArrayList<>();
        List<RowKey> toSend = new ArrayList<>();
        int m = 0;
        int t = 0;
        while (true) {
            EntryVersion my = at(mine, m, end);
            EntryVersion their = at(theirs, t, end);
            if (my == null && their == null) {
                return new PageDiff(toFetch, toSend, end);
            }
            int order = my == null ? 1 : their == null ? -1 : my.key().compareTo(their.key());
            boolean differ =
                    my == null || their == null || order != 0 || !my.version().equals(their.version());
            if (order <= 0 && my != null) {
                if (differ) {
                    toSend.add(my.key());
                }
                m++;
            }
            if (order >= 0 && their != null) {
                if (differ) {
                    toFetch.add(their.key());
                }
                t++;
            }
        }
    }

    private static @Nullable EntryVersion at(VersionsPage page, int place, @Nullable RowKey end) {
        if (place == page.versions().size()) {
            return null;
        }
        EntryVersion version = page.versions().get(place);
        return end != null && version.key().compareTo(end) > 0 ? null : version;
    }

    private static @Nullable RowKey earlier(@Nullable RowKey one, @Nullable RowKey other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
