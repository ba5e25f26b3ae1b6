package io.starlingdb.node.data;

import io.starlingdb.kernel.TokenRange;
import java.util.Arrays;

/** Which partitions a read is about. */
public sealed interface Partitions permits Partitions.One, Partitions.InRange {

    /**
     * One partition.
     *
     * @param key its key in the routing form
     * @param token the key's token
     */
    record One(byte[] key, long token) implements Partitions {
        @Override
        public boolean equals(Object other) {
            return other instanceof One that && token == that.token && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }

        @Override
        public String toString() {
            return "partition " + HexText.of(key) + " at " + token;
        }
    }

    /**
     * All partitions of a range of tokens, in the order of their tokens from the range's start.
     *
     * @param range {@code (start, end]}
     */
    record InRange(TokenRange range) implements Partitions {}
}
