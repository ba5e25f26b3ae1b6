package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import java.util.List;

/**
 * One stamped write to one partition: a {@link RowDelta} for each entry that it touches, all with the same dot.
 *
 * @param dot the write
 * @param timestamp what its cells compete with, in µs
 * @param rows one for each entry, in the order of their keys
 */
public record Delta(Dot dot, long timestamp, List<RowDelta> rows) {
    public Delta {
        rows = List.copyOf(rows);
    }
}
