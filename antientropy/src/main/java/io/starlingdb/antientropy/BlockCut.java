package io.starlingdb.antientropy;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a block that has grown is cut: before every key that begins a block. */
final class BlockCut {
    private final NavigableMap<byte[], Sum> parts = new TreeMap<>(Arrays::compareUnsigned);
    private final byte @Nullable [] rest;
    private final boolean isVain;

    /**
     * @param start where the block begins
     * @param entries its entries, or the first of them
     * @param end where they end if there are more: the last part is then left to what is not known yet. If none of them begins a block, the cut
     *     is there: the other replica need not have it, and then compares this block together with the next. Null if these are all
     */
    BlockCut(byte[] start, NavigableMap<byte[], EntrySum> entries, byte @Nullable [] end) {
        byte[] last = start;
        parts.put(start, new Sum());
        for (var entry : entries.entrySet()) {
            if (KeyHash.beginsBlock(KeyHash.of(entry.getKey())) && !Arrays.equals(entry.getKey(), start)) {
                last = entry.getKey();
                parts.put(last, new Sum());
            }
            parts.lastEntry().getValue().add(entry.getValue());
        }
        isVain = parts.size() == 1 && end == null;
        if (end == null || parts.size() == 1) {
            rest = end;
        } else {
            rest = last;
            parts.remove(last);
        }
    }

    /** Whether no key begins a block. */
    boolean isVain() {
        return isVain;
    }

    NavigableMap<byte[], Sum> parts() {
        return parts;
    }

    /** Where the part begins that is not known whole; null if all is known. */
    byte @Nullable [] rest() {
        return rest;
    }

    /** Whether the parts make up the block as it was kept. */
    boolean addsUpTo(Blocks blocks, byte[] start) {
        Sum whole = blocks.sum(start);
        if (whole == null) {
            return true;
        }
        long lasting = 0;
        int count = 0;
        for (Sum part : parts.values()) {
            lasting += part.lasting();
            count += part.count();
        }
        return lasting == whole.lasting() && count == whole.count();
    }
}
