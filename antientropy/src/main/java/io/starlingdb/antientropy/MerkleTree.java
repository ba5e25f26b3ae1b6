package io.starlingdb.antientropy;

import io.starlingdb.kernel.Tokens;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sums of the entries of some slices of the ring, by table and leaf, kept up to date by every change.
 *
 * <p>Dynamo's Merkle trees (SOSP 2007, section 4.7) are built by reading the data; here a leaf is a sum, from which a write subtracts the old entry's
 * hash and adds the new one's, so a tree is never built while nothing is lost, and the order of writes does not matter. Inner levels are sums of sums
 * and are not kept: adding up a table's leaves takes less than a millisecond, and no write pays for it. A leaf of more than
 * {@value #LEAF_ENTRIES_MAX} entries keeps sums by blocks of adjacent keys ({@link KeyHash} says where they begin).
 *
 * <p>Counting. What changed before anybody counted, or was lost, is counted on snapshots: {@link #recount} says from where on nothing is counted;
 * then, page by page, {@link #beginPage}, reading, {@link #endPage}. Changes in the uncounted part are left to the count; those that happen while a page
 * is read are put in a {@link Journal}. A block that has grown is divided likewise.
 *
 * <p>Not thread safe.
 */
public final class MerkleTree {
    /** From more entries than this on a leaf keeps blocks. */
    public static final int LEAF_ENTRIES_MAX = 1_000;

    /** From so many entries on a block is to be divided. */
    static final int BLOCK_ENTRIES_MAX = 1_024;

    private final SortedMap<Integer, LeafSums> tables = new TreeMap<>();
    private final Divisions divisions = new Divisions();
    private byte @Nullable [] uncountedFrom;
    private byte @Nullable [] uncountedTo;
    private @Nullable Journal page;

    /**
     * An entry was put or deleted.
     *
     * @param before what it added; null if it was not there
     * @param after what it adds now; null if it is no more
     */
    public void change(int table, int slice, byte[] key, @Nullable EntrySum before, @Nullable EntrySum after) {
        if (isUncounted(key)) {
            if (page != null && page.covers(key)) {
                page.note(key, after);
            }
            return;
        }
        if (before == null && after == null) {
            return;
        }
        LeafSums leaves = tables.computeIfAbsent(table, id -> new LeafSums());
        if (before != null) {
            leaves.subtract(slice, before);
        }
        if (after != null) {
            leaves.add(slice, after);
        }
        changeBlocks(table, leaves, slice, key, before, after);
    }

    private void changeBlocks(
            int table, LeafSums leaves, int slice, byte[] key, @Nullable EntrySum before, @Nullable EntrySum after) {
        Blocks blocks = leaves.blocks(slice);
        if (blocks == null) {
            if (leaves.count(slice) > LEAF_ENTRIES_MAX) {
                leaves.divide(slice);
                divisions.add(new Stretch(table, slice, new byte[0]));
            }
            return;
        }
        if (leaves.count(slice) < LEAF_ENTRIES_MAX / 2) {
            leaves.unite(slice);
            divisions.forget(table, slice, slice);
            return;
        }
        divisions.note(table, slice, key, after);
        byte[] grown = blocks.change(key, before, after);
        if (grown != null) {
            blocks.cannotDivide(grown); // not asked for again before it has doubled
            divisions.add(new Stretch(table, slice, grown));
        }
    }

    private boolean isUncounted(byte[] key) {
        return uncountedFrom != null
                && Arrays.compareUnsigned(key, uncountedFrom) >= 0
                && (uncountedTo == null || Arrays.compareUnsigned(key, uncountedTo) < 0);
    }

    // Counting

    /** Forgets everything and counts nothing until it is counted again. */
    public void recount() {
        tables.clear();
        page = null;
        divisions.clear();
        uncountedFrom = new byte[0];
        uncountedTo = null;
    }

    /**
     * Forgets one leaf and counts nothing in it until it is counted again. Not while anything else is being counted.
     *
     * @param from where its entries begin
     * @param to where they end (itself outside); null for the end of all
     */
    public void recount(int table, int slice, byte[] from, byte @Nullable [] to) {
        if (uncountedFrom != null) {
            throw new IllegalStateException("something else is being counted");
        }
        LeafSums leaves = tables.get(table);
        if (leaves != null) {
            leaves.clear(slice);
        }
        uncountedFrom = from;
        uncountedTo = to;
    }

    /** From where on nothing is counted; null when all is. */
    public byte @Nullable [] uncountedFrom() {
        return uncountedFrom;
    }

    /** Where the uncounted part ends (itself outside); null for the end of all. */
    public byte @Nullable [] uncountedTo() {
        return uncountedTo;
    }

    /** What follows is read on a snapshot that is taken from now on, and begins with {@link #uncountedFrom}. */
    public void beginPage() {
        if (uncountedFrom != null) {
            page = new Journal(uncountedFrom, uncountedTo);
        }
    }

    /** A key that was read, with its place in the tree. */
    public record Counted(int table, int slice, byte[] key, EntrySum sum) {}

    /**
     * Counts what was read.
     *
     * @param read of this tree's slices, ascending by key
     * @param end up to where was read (itself outside); null if nothing was left to read
     * @param places finds an entry's table and slice by its key
     */
    public void endPage(Iterable<Counted> read, byte @Nullable [] end, Places places) {
        Journal changed = page;
        if (changed == null || uncountedFrom == null || !Arrays.equals(changed.from(), uncountedFrom)) {
            return; // everything is being counted anew meanwhile
        }
        NavigableMap<byte[], EntrySum> snapshot = new TreeMap<>(Arrays::compareUnsigned);
        for (Counted one : read) {
            snapshot.put(one.key(), one.sum());
        }
        page = null;
        uncountedFrom = end;
        if (end == null) {
            uncountedTo = null;
        }
        changed.upToDate(snapshot, end)
                .forEach((key, sum) -> change(places.table(key), places.slice(key), key, null, sum));
    }

    /** Finds where a key lies. */
    public interface Places {
        /** The key's table. */
        int table(byte[] key);

        /** The key's slice. */
        int slice(byte[] key);
    }

    // Dividing large leaves

    /** A block that has grown large and is to be divided; null if there is none, or something is being counted. */
    public @Nullable Stretch nextToDivide() {
        return uncountedFrom == null ? divisions.next(this::blocks) : null;
    }

    /**
     * The block of this stretch is read on a snapshot that is taken from now on.
     *
     * @return where to end; null for the leaf's end
     */
    public byte @Nullable [] beginDivision(Stretch stretch) {
        return divisions.begin(stretch, blocks(stretch));
    }

    /** Nothing was read. */
    public void cancelDivision() {
        divisions.cancel();
    }

    /**
     * Divides the block by what was read of it.
     *
     * @param end up to where was read (itself outside); null if to the block's end
     * @return whether the entries add up to what the block's sum was; true if that cannot be told
     */
    public boolean endDivision(NavigableMap<byte[], EntrySum> read, byte @Nullable [] end) {
        return divisions.end(read, end, this::blocks);
    }

    private @Nullable Blocks blocks(Stretch stretch) {
        LeafSums leaves = tables.get(stretch.table());
        return leaves == null ? null : leaves.blocks(stretch.slice());
    }

    // Erasing

    /** All of a table's entries in these slices were erased. */
    public void erase(int table, int firstSlice, int lastSlice) {
        page = null; // what is being read may hold what was erased: it is read again
        divisions.forget(table, firstSlice, lastSlice);
        LeafSums leaves = tables.get(table);
        if (leaves == null) {
            return;
        }
        if (firstSlice == 0 && lastSlice == Tokens.SLICES - 1) {
            tables.remove(table);
            return;
        }
        for (int slice : leaves.present()) {
            if (slice >= firstSlice && slice <= lastSlice) {
                leaves.clear(slice);
            }
        }
    }

    // Asking

    @Nullable
    LeafSums leaves(int table) {
        return tables.get(table);
    }

    SortedMap<Integer, LeafSums> tables() {
        return tables;
    }

    void uncounted(byte @Nullable [] from, byte @Nullable [] to) {
        uncountedFrom = from;
        uncountedTo = to;
    }

    /** The tables that have entries, ascending. */
    public Collection<Integer> tableIds() {
        return tables.keySet();
    }

    /** Visits the leaves from one slice to another, both inside, in no order. */
    public void forEachLeaf(int table, int firstSlice, int lastSlice, long minute, LeafVisitor visitor) {
        LeafSums leaves = tables.get(table);
        if (leaves != null) {
            leaves.forEach(firstSlice, lastSlice, minute, visitor);
        }
    }

    /** Takes leaves' sums. */
    public interface LeafVisitor {
        void leaf(int slice, long sum, int count);
    }

    /** The sums of blocks of a large leaf, or of groups of them; of the leaf as a whole if it has none. Null if a bound is unknown. */
    public @Nullable List<PartSum> blocks(Place place, boolean grouped, long minute) {
        LeafSums leaves = tables.get(place.table());
        Blocks blocks = leaves == null ? null : leaves.blocks(place.at());
        if (blocks != null) {
            return blocks.sums(place.from(), place.to(), grouped, minute);
        }
        if (place.from() != KeyHash.LEAF || place.to() != KeyHash.LEAF) {
            return null;
        }
        return leaves == null
                ? List.of()
                : List.of(new PartSum(KeyHash.LEAF, leaves.at(place.at(), minute), leaves.count(place.at())));
    }

    /** Whether the leaf is kept in blocks. */
    public boolean isDivided(int table, int slice) {
        LeafSums leaves = tables.get(table);
        return leaves != null && leaves.blocks(slice) != null;
    }

    /** The key with which a block of this leaf begins; null if it is unknown here. */
    public byte @Nullable [] keyOf(int table, int slice, long block) {
        LeafSums leaves = tables.get(table);
        Blocks blocks = leaves == null ? null : leaves.blocks(slice);
        return blocks == null ? null : blocks.startOf(block);
    }

    /** How many bytes of memory it takes, about. */
    public long bytes() {
        long sum = 0;
        for (LeafSums leaves : tables.values()) {
            sum += leaves.bytes();
        }
        return sum;
    }
}
