package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Checkpoint;
import io.starlingdb.antientropy.EntrySum;
import io.starlingdb.antientropy.MerkleTree;
import io.starlingdb.antientropy.PartSum;
import io.starlingdb.antientropy.Place;
import io.starlingdb.antientropy.Scope;
import io.starlingdb.antientropy.Sums;
import io.starlingdb.antientropy.TreeParts;
import io.starlingdb.kernel.Tokens;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowHash;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowChanges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sums of all rows of this node: a tree for each shard, changed on that shard's thread by every change of a row, read on the loop. Each tree has
 * a lock, which is nearly never contended.
 */
final class RowSums implements RowChanges, Sums {
    /** A leaf whose sum is not to be trusted. */
    record Leaf(int table, int slice) {}

    private final List<MerkleTree> trees = new ArrayList<>();
    private final SyncRules rules;
    private final Function<Scope, Collection<Integer>> tablesOf;
    private final Consumer<@Nullable RowKey> corruptions;
    private final Deque<Leaf> doubtful = new ArrayDeque<>();
    private volatile boolean isCounting;

    /**
     * @param shards how many there are; slices are dealt out among them in turn
     * @param kept the sums as they were at a clean stop; null if all is to be counted
     * @param tablesOf the tables of a scope, ascending; asked on the loop
     * @param corruptions hears of rows that cannot be read (null: which one is not known), on any thread
     */
    RowSums(
            int shards,
            byte @Nullable [] kept,
            SyncRules rules,
            Function<Scope, Collection<Integer>> tablesOf,
            Consumer<@Nullable RowKey> corruptions) {
        this.corruptions = corruptions;
        this.rules = rules;
        this.tablesOf = tablesOf;
        for (int i = 0; i < shards; i++) {
            trees.add(new MerkleTree());
        }
        if (kept == null || !Checkpoint.decode(kept, trees)) {
            trees.replaceAll(tree -> new MerkleTree());
            trees.forEach(MerkleTree::recount);
        }
        isCounting = trees.get(0).uncountedFrom() != null;
    }

    // Changes, on shards' threads

    @Override
    public void changed(RowKey key, @Nullable Row before, @Nullable Row after) {
        if (!rules.isCounted(key, before, after)) {
            return;
        }
        EntrySum was = before == null ? null : RowHash.of(key, before);
        EntrySum is = after == null ? null : RowHash.of(key, after);
        int slice = Tokens.slice(key.token());
        MerkleTree tree = tree(slice);
        synchronized (tree) {
            tree.change(key.tableId(), slice, key.bytes(), was, is);
        }
    }

    @Override
    public void replacedCorrupt(RowKey key, @Nullable Row after) {
        synchronized (doubtful) {
            doubtful.add(new Leaf(key.tableId(), Tokens.slice(key.token())));
        }
    }

    @Override
    public void corrupt(@Nullable RowKey key) {
        corruptions.accept(key);
    }

    @Override
    public void erased(List<KeyRange> ranges) {
        for (KeyRange range : ranges) {
            byte[] start = range.start();
            byte[] end = range.end();
            int table = RowPlaces.INSTANCE.table(start);
            int first = start.length < 12 ? 0 : RowPlaces.INSTANCE.slice(start);
            int last = end == null || end.length < 12 ? Tokens.SLICES - 1 : RowPlaces.INSTANCE.slice(end) - 1;
            for (MerkleTree tree : trees) {
                synchronized (tree) {
                    tree.erase(table, first, last);
                }
            }
        }
    }

    @Override
    public void failed(int shard) {
        recount();
    }

    private MerkleTree tree(int slice) {
        return trees.get(slice % trees.size());
    }

    // Counting, on the loop

    /** Forgets all sums; they are to be counted from the rows. On any thread. */
    void recount() {
        for (MerkleTree tree : trees) {
            synchronized (tree) {
                tree.recount();
            }
        }
        isCounting = true;
    }

    boolean isCounting() {
        return isCounting;
    }

    /** From where on nothing is counted; null when all is. */
    byte @Nullable [] uncountedFrom() {
        synchronized (trees.get(0)) {
            return trees.get(0).uncountedFrom();
        }
    }

    byte @Nullable [] uncountedTo() {
        synchronized (trees.get(0)) {
            return trees.get(0).uncountedTo();
        }
    }

    void beginPage() {
        for (MerkleTree tree : trees) {
            synchronized (tree) {
                tree.beginPage();
            }
        }
    }

    /** Counts what was read from {@link #uncountedFrom} up to {@code end}; null if nothing is left. */
    void endPage(CountedPage page) {
        List<List<MerkleTree.Counted>> byTree = new ArrayList<>();
        trees.forEach(tree -> byTree.add(new ArrayList<>()));
        for (MerkleTree.Counted one : page.entries()) {
            byTree.get(one.slice() % trees.size()).add(one);
        }
        boolean isDone = true;
        for (int i = 0; i < trees.size(); i++) {
            synchronized (trees.get(i)) {
                trees.get(i).endPage(byTree.get(i), page.end(), RowPlaces.INSTANCE);
                isDone &= trees.get(i).uncountedFrom() == null;
            }
        }
        isCounting = !isDone;
    }

    /** Begins to count a leaf anew whose sum is not to be trusted; false if there is none. */
    boolean recountDoubtful() {
        Leaf leaf;
        synchronized (doubtful) {
            leaf = doubtful.poll();
        }
        if (leaf == null) {
            return false;
        }
        for (MerkleTree tree : trees) {
            synchronized (tree) {
                tree.recount(
                        leaf.table(),
                        leaf.slice(),
                        RowPlaces.sliceStart(leaf.table(), leaf.slice()),
                        RowPlaces.sliceEnd(leaf.table(), leaf.slice()));
            }
        }
        isCounting = true;
        return true;
    }

    /** The trees, each to be locked while it is used. */
    List<MerkleTree> trees() {
        return trees;
    }

    /** The sums as they are now: after the shards' end. */
    byte[] checkpoint() {
        return Checkpoint.encode(trees);
    }

    // Asking, on the loop

    @Override
    public boolean areReady(Scope scope) {
        return !isCounting;
    }

    @Override
    public @Nullable List<PartSum> parts(Scope scope, Place place, long minute) {
        return locked(0, () -> TreeParts.of(trees, tablesOf.apply(scope), scope, place, minute));
    }

    /** Takes all locks, in order. */
    private <T extends @Nullable Object> T locked(int from, Supplier<T> work) {
        if (from == trees.size()) {
            return work.get();
        }
        synchronized (trees.get(from)) {
            return locked(from + 1, work);
        }
    }

    @Override
    public boolean isDivided(int table, int slice) {
        MerkleTree tree = tree(slice);
        synchronized (tree) {
            return tree.isDivided(table, slice);
        }
    }

    /** The key with which a block of a leaf begins; null for the leaf's beginning, or if it is unknown here. */
    byte @Nullable [] keyOf(int table, int slice, long block) {
        MerkleTree tree = tree(slice);
        synchronized (tree) {
            byte[] key = tree.keyOf(table, slice, block);
            return key == null || key.length == 0 ? null : key;
        }
    }

    /** The sum over everything. */
    long total() {
        long[] sum = new long[1];
        for (MerkleTree tree : trees) {
            synchronized (tree) {
                for (int table : tree.tableIds()) {
                    tree.forEachLeaf(table, 0, Tokens.SLICES - 1, 0, (slice, one, count) -> sum[0] += one);
                }
            }
        }
        return sum[0];
    }

    /** How many bytes of memory they take, about. */
    long bytes() {
        long sum = 0;
        for (MerkleTree tree : trees) {
            synchronized (tree) {
                sum += tree.bytes();
            }
        }
        return sum;
    }
}
