package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;
import java.util.Arrays;

/**
 * What a hint is for: one row, and the replica that lacks what was written to it.
 *
 * @param target the replica
 * @param row the row's stored key; its bytes are not copied and must not be changed
 */
public record HintKey(NodeId target, byte[] row) {
    @Override
    public boolean equals(Object other) {
        return other instanceof HintKey that && target.equals(that.target) && Arrays.equals(row, that.row);
    }

    @Override
    public int hashCode() {
        return 31 * target.hashCode() + Arrays.hashCode(row);
    }

    @Override
    public String toString() {
        return target + "/" + row.length + " bytes";
    }
}
