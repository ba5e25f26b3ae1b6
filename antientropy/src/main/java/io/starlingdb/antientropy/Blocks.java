package io.starlingdb.antientropy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A large leaf's sums by blocks of adjacent keys. The first block begins with the leaf, each other with a key that {@link KeyHash} chooses. */
final class Blocks {
    private static final byte[] LEAF_START = new byte[0];
    private static final int BLOCK_BYTES = 160;

    /** A block: where it begins, and its sum. */
    private static final class Block {
        final long id;
        final Sum sum;

        /** From how many entries on it is to be divided; more than usual when no key in it begins a block. */
        int divideAt = MerkleTree.BLOCK_ENTRIES_MAX;

        Block(long id, Sum sum) {
            this.id = id;
            this.sum = sum;
        }
    }

    private final NavigableMap<byte[], Block> byStart = new TreeMap<>(Arrays::compareUnsigned);

    Blocks(Sum whole) {
        byStart.put(LEAF_START, new Block(KeyHash.LEAF, whole));
    }

    /** Replaces an entry. Returns the start of its block if that has grown so large that it should be divided. */
    byte @Nullable [] change(byte[] key, @Nullable EntrySum before, @Nullable EntrySum after) {
        Map.Entry<byte[], Block> at = byStart.floorEntry(key);
        Block block = at.getValue();
        if (before != null) {
            block.sum.subtract(before);
        }
        if (after != null) {
            block.sum.add(after);
        }
        return block.sum.count() >= block.divideAt ? at.getKey() : null;
    }

    /** Where the block that begins here ends; null for the end of the leaf. */
    byte @Nullable [] endOf(byte[] start) {
        return byStart.higherKey(start);
    }

    /** The sum of the block that begins with this key; null if none does. */
    @Nullable
    Sum sum(byte[] start) {
        Block block = byStart.get(start);
        return block == null ? null : block.sum;
    }

    /** Sets the sums of the parts that were counted apart; what is left of the block belongs to the last key given. */
    void divide(byte[] start, NavigableMap<byte[], Sum> parts, byte @Nullable [] rest) {
        Block block = byStart.get(start);
        if (block == null) {
            return;
        }
        Sum left = block.sum;
        parts.values().forEach(left::subtract);
        byStart.remove(start);
        parts.forEach((key, sum) -> byStart.put(key, new Block(idOf(key), sum)));
        if (rest != null) {
            byStart.put(rest, new Block(idOf(rest), left));
        }
    }

    /** No key of the block begins another: it may grow further. */
    void cannotDivide(byte[] start) {
        Block block = byStart.get(start);
        if (block != null) {
            block.divideAt = 2 * Math.max(block.sum.count(), MerkleTree.BLOCK_ENTRIES_MAX);
        }
    }

    private static long idOf(byte[] start) {
        return start.length == 0 ? KeyHash.LEAF : KeyHash.of(start);
    }

    /**
     * Sums from one block's beginning to another's, ascending.
     *
     * @param grouped whether groups of blocks are wanted instead of single ones
     * @return null if one of the two blocks is unknown here
     */
    @Nullable
    List<PartSum> sums(long from, long to, boolean grouped, long minute) {
        List<PartSum> found = new ArrayList<>();
        boolean inside = from == KeyHash.LEAF;
        for (Block block : byStart.values()) {
            if (inside && block.id == to && to != KeyHash.LEAF) {
                return found;
            }
            inside |= block.id == from;
            if (inside) {
                long sum = block.sum.at(minute);
                int last = found.size() - 1;
                if (last >= 0 && grouped && !KeyHash.beginsGroup(block.id)) {
                    found.set(last, found.get(last).plus(sum, block.sum.count()));
                } else {
                    found.add(new PartSum(block.id, sum, block.sum.count()));
                }
            }
        }
        return inside && to == KeyHash.LEAF ? found : null;
    }

    /** The key with which a block begins; null if it is unknown here. */
    byte @Nullable [] startOf(long id) {
        for (Map.Entry<byte[], Block> block : byStart.entrySet()) {
            if (block.getValue().id == id) {
                return block.getKey();
            }
        }
        return null;
    }

    /** Every block's start and sum, ascending. */
    NavigableMap<byte[], Sum> all() {
        NavigableMap<byte[], Sum> sums = new TreeMap<>(Arrays::compareUnsigned);
        byStart.forEach((start, block) -> sums.put(start, block.sum));
        return sums;
    }

    /** Blocks as they were kept. */
    static Blocks of(NavigableMap<byte[], Sum> sums) {
        Blocks restored = new Blocks(new Sum());
        sums.forEach((start, sum) -> restored.byStart.put(start, new Block(idOf(start), sum)));
        return restored;
    }

    long bytes() {
        return (long) byStart.size() * BLOCK_BYTES;
    }
}
