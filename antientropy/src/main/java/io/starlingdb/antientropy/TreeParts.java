package io.starlingdb.antientropy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of places, from trees among which the slices are dealt out in turn: slice s is in tree s modulo their number. */
public final class TreeParts {
    private TreeParts() {}

    /**
     * The parts that are not zero, ascending (blocks: in key order).
     *
     * @param tables of the scope, ascending
     * @param minute parts due up to it are left out
     * @return null if the place's blocks begin elsewhere here
     */
    public static @Nullable List<PartSum> of(
            List<MerkleTree> trees, Collection<Integer> tables, Scope scope, Place place, long minute) {
        return switch (place.level()) {
            case ROOT -> root(trees, tables, scope, minute);
            case TABLES -> tables(trees, tables, scope, minute);
            case GROUPS -> leaves(trees, place.table(), scope.spans(), minute, Place.GROUP_BITS);
            case SUBGROUPS ->
                leaves(trees, place.table(), within(scope, place.at(), Place.GROUP_BITS), minute, Place.SUBGROUP_BITS);
            case LEAVES -> leaves(trees, place.table(), within(scope, place.at(), Place.SUBGROUP_BITS), minute, 0);
            case BLOCK_GROUPS -> tree(trees, place).blocks(place, true, minute);
            case BLOCKS -> tree(trees, place).blocks(place, false, minute);
            case UNIT -> unit(tree(trees, place), place, minute);
        };
    }

    private static MerkleTree tree(List<MerkleTree> trees, Place place) {
        return trees.get(place.at() % trees.size());
    }

    private static List<PartSum> root(List<MerkleTree> trees, Collection<Integer> tables, Scope scope, long minute) {
        long sum = 0;
        int count = 0;
        for (PartSum part : tables(trees, tables, scope, minute)) {
            sum += part.sum();
            count += part.count();
        }
        return some(0, sum, count);
    }

    private static List<PartSum> tables(List<MerkleTree> trees, Collection<Integer> tables, Scope scope, long minute) {
        List<PartSum> parts = new ArrayList<>();
        for (int table : tables) {
            Adder adder = new Adder();
            for (MerkleTree tree : trees) {
                for (Scope.Span span : scope.spans()) {
                    tree.forEachLeaf(table, span.first(), span.last(), minute, adder);
                }
            }
            parts.addAll(some(table, adder.sum, adder.count));
        }
        return parts;
    }

    private static List<PartSum> leaves(
            List<MerkleTree> trees, int table, List<Scope.Span> spans, long minute, int groupBits) {
        TreeMap<Long, PartSum> parts = new TreeMap<>();
        for (MerkleTree tree : trees) {
            for (Scope.Span span : spans) {
                tree.forEachLeaf(table, span.first(), span.last(), minute, (slice, sum, count) -> {
                    long id = slice >> groupBits;
                    parts.merge(id, new PartSum(id, sum, count), (one, more) -> one.plus(more.sum(), more.count()));
                });
            }
        }
        return parts.values().stream().filter(part -> part.sum() != 0).toList();
    }

    private static List<Scope.Span> within(Scope scope, int group, int bits) {
        int first = group << bits;
        int last = first + (1 << bits) - 1;
        List<Scope.Span> parts = new ArrayList<>();
        for (Scope.Span span : scope.spans()) {
            if (span.first() <= last && span.last() >= first) {
                parts.add(new Scope.Span(Math.max(first, span.first()), Math.min(last, span.last())));
            }
        }
        return parts;
    }

    private static @Nullable List<PartSum> unit(MerkleTree tree, Place place, long minute) {
        if (place.from() == 0 && place.to() == 0) {
            Adder adder = new Adder();
            tree.forEachLeaf(place.table(), place.at(), place.at(), minute, adder);
            return some(0, adder.sum, adder.count);
        }
        List<PartSum> blocks = tree.blocks(place, false, minute);
        if (blocks == null) {
            return null;
        }
        long sum = 0;
        int count = 0;
        for (PartSum block : blocks) {
            sum += block.sum();
            count += block.count();
        }
        return some(0, sum, count);
    }

    private static List<PartSum> some(long id, long sum, int count) {
        return sum == 0 ? List.of() : List.of(new PartSum(id, sum, count));
    }

    private static final class Adder implements MerkleTree.LeafVisitor {
        private long sum;
        private int count;

        @Override
        public void leaf(int slice, long oneSum, int oneCount) {
            sum += oneSum;
            count += oneCount;
        }
    }
}
