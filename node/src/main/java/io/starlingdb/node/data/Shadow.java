package io.starlingdb.node.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the deletions of a partition and of its ranges cover: rows store their cells under them until they are swept.
 *
 * @param partitionDeletedUpTo the timestamp up to which the whole partition is deleted; {@link Long#MIN_VALUE} if it is not
 * @param ranges the deletions of ranges
 */
public record Shadow(long partitionDeletedUpTo, RangeDeletions ranges) {
    /** Covers nothing. */
    public static final Shadow NONE = new Shadow(Long.MIN_VALUE, RangeDeletions.NONE);

    /** The shadow of a partition's header (null if it has none) and range deletions. */
    public static Shadow of(@Nullable Row header, List<Entry> rangeDeletions) {
        Deletion deletion = header == null ? null : header.deletion();
        if (deletion == null && rangeDeletions.isEmpty()) {
            return NONE;
        }
        return new Shadow(deletion == null ? Long.MIN_VALUE : deletion.timestamp(), RangeDeletions.of(rangeDeletions));
    }

    /** The timestamp up to which the row with this clustering key is deleted; {@link Long#MIN_VALUE} if it is not. */
    public long deletedUpTo(byte[] clustering) {
        return ranges.isEmpty() ? partitionDeletedUpTo : Math.max(partitionDeletedUpTo, ranges.deletedUpTo(clustering));
    }
}
