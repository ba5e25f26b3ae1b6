package io.starlingdb.antientropy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The blocks of a tree that are to be divided, and the one that is being read for it, with what changes in it meanwhile. */
final class Divisions {
    private final Deque<Stretch> waiting = new ArrayDeque<>();
    private @Nullable Journal journal;
    private @Nullable Stretch reading;

    /** A block has grown. */
    void add(Stretch block) {
        waiting.add(block);
    }

    /** The next that is large still; null if there is none, or one is being read. */
    @Nullable
    Stretch next(Function<Stretch, @Nullable Blocks> blocksOf) {
        if (journal != null) {
            return null;
        }
        for (Stretch next = waiting.poll(); next != null; next = waiting.poll()) {
            Blocks blocks = blocksOf.apply(next);
            Sum sum = blocks == null ? null : blocks.sum(next.start());
            if (sum != null && sum.count() >= MerkleTree.BLOCK_ENTRIES_MAX) {
                return next;
            }
        }
        return null;
    }

    byte @Nullable [] begin(Stretch stretch, @Nullable Blocks blocks) {
        byte[] end = blocks == null ? null : blocks.endOf(stretch.start());
        journal = new Journal(stretch.start(), end);
        reading = stretch;
        return end;
    }

    /** Something changed in a leaf. */
    void note(int table, int slice, byte[] key, @Nullable EntrySum after) {
        Journal changes = journal;
        Stretch stretch = reading;
        if (changes != null
                && stretch != null
                && stretch.table() == table
                && stretch.slice() == slice
                && changes.covers(key)) {
            changes.note(key, after);
        }
    }

    void cancel() {
        journal = null;
        if (reading != null) {
            waiting.add(reading);
        }
        reading = null;
    }

    boolean end(
            NavigableMap<byte[], EntrySum> read, byte @Nullable [] end, Function<Stretch, @Nullable Blocks> blocksOf) {
        Journal changes = journal;
        Stretch stretch = reading;
        journal = null;
        reading = null;
        Blocks blocks = changes == null || stretch == null ? null : blocksOf.apply(stretch);
        if (changes == null || stretch == null || blocks == null) {
            return true; // it was erased, or has shrunk meanwhile
        }
        BlockCut cut = new BlockCut(stretch.start(), changes.upToDate(read, end), end);
        if (cut.isVain()) {
            blocks.cannotDivide(stretch.start());
            return true;
        }
        boolean addsUp = end != null || cut.addsUpTo(blocks, stretch.start());
        byte[] rest = cut.rest();
        blocks.divide(stretch.start(), cut.parts(), rest);
        if (rest != null) {
            waiting.addFirst(new Stretch(stretch.table(), stretch.slice(), rest));
        }
        return addsUp;
    }

    /** These leaves are no more what they were: what is being read of them is not to be used. */
    void forget(int table, int firstSlice, int lastSlice) {
        Stretch stretch = reading;
        if (stretch != null
                && stretch.table() == table
                && stretch.slice() >= firstSlice
                && stretch.slice() <= lastSlice) {
            journal = null;
            reading = null;
        }
    }

    void clear() {
        waiting.clear();
        journal = null;
        reading = null;
    }
}
