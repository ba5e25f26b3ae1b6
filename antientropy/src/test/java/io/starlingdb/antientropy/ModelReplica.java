package io.starlingdb.antientropy;

import io.starlingdb.kernel.Tokens;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A replica in a few lines: a sorted map from key to version, with a tree beside it. Keys are {@code table 4 | slice 2 | rest}. */
final class ModelReplica implements Sums, MerkleTree.Places {
    final NavigableMap<byte[], Long> rows = new TreeMap<>(Arrays::compareUnsigned);
    MerkleTree tree = new MerkleTree();
    long bytesOfRows;
    int reads;

    static byte[] key(int table, int slice, int row) {
        return ByteBuffer.allocate(10)
                .putInt(table)
                .putShort((short) slice)
                .putInt(row)
                .array();
    }

    @Override
    public int table(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    @Override
    public int slice(byte[] key) {
        return ByteBuffer.wrap(key).getShort(4) & 0xFFFF;
    }

    record Hash(long lasting) implements EntrySum {
        @Override
        public int dueCount() {
            return 0;
        }

        @Override
        public long dueAt(int place) {
            throw new IndexOutOfBoundsException(place);
        }

        @Override
        public long dueSumAt(int place) {
            throw new IndexOutOfBoundsException(place);
        }
    }

    /** What a version of a key adds. */
    static Hash hash(byte[] key, long version) {
        return new Hash(KeyHash.of(key) * 31 + version * 0x9E3779B97F4A7C15L | 1);
    }

    /** Puts a version if it is newer: the join. */
    boolean join(byte[] key, long version) {
        Long before = rows.get(key);
        if (before != null && before >= version) {
            return false;
        }
        rows.put(key, version);
        tree.change(table(key), slice(key), key, before == null ? null : hash(key, before), hash(key, version));
        return true;
    }

    void remove(byte[] key) {
        Long before = rows.remove(key);
        if (before != null) {
            tree.change(table(key), slice(key), key, hash(key, before), null);
        }
    }

    /** Does the background's work until nothing is left. */
    void count(int pageEntries) {
        while (tree.uncountedFrom() != null) {
            tree.beginPage();
            countPage(pageEntries);
        }
        for (Stretch next = tree.nextToDivide(); next != null; next = tree.nextToDivide()) {
            byte[] end = tree.beginDivision(next);
            if (!divide(next, end, pageEntries)) {
                throw new AssertionError("a block does not add up to its entries");
            }
        }
    }

    void countPage(int pageEntries) {
        byte[] from = java.util.Objects.requireNonNull(tree.uncountedFrom());
        byte[] to = tree.uncountedTo();
        List<MerkleTree.Counted> read = new ArrayList<>();
        byte[] end = null;
        for (byte[] key : rows.tailMap(from, true).keySet()) {
            if (to != null && Arrays.compareUnsigned(key, to) >= 0) {
                break;
            }
            if (read.size() == pageEntries) {
                end = key;
                break;
            }
            read.add(new MerkleTree.Counted(table(key), slice(key), key, hash(key, rows.get(key))));
        }
        tree.endPage(read, end, this);
    }

    private boolean divide(Stretch stretch, byte @Nullable [] to, int pageEntries) {
        NavigableMap<byte[], EntrySum> read = new TreeMap<>(Arrays::compareUnsigned);
        byte[] from = stretch.start().length == 0 ? sliceStart(stretch.table(), stretch.slice()) : stretch.start();
        byte[] last = to == null ? sliceStart(stretch.table(), stretch.slice() + 1) : to;
        byte[] end = null;
        for (byte[] key : rows.subMap(from, true, last, false).keySet()) {
            if (read.size() == pageEntries) {
                end = key;
                break;
            }
            read.put(key, hash(key, rows.get(key)));
        }
        return tree.endDivision(read, end);
    }

    static byte[] sliceStart(int table, int slice) {
        return slice == Tokens.SLICES
                ? ByteBuffer.allocate(4).putInt(table + 1).array()
                : ByteBuffer.allocate(6).putInt(table).putShort((short) slice).array();
    }

    @Override
    public boolean areReady(Scope scope) {
        return tree.uncountedFrom() == null;
    }

    @Override
    public boolean isDivided(int table, int slice) {
        return tree.isDivided(table, slice);
    }

    @Override
    public @Nullable List<PartSum> parts(Scope scope, Place place, long minute) {
        return TreeParts.of(List.of(tree), tree.tableIds(), scope, place, minute);
    }

    LocalPage read(byte[] start, byte[] end, int entriesMax) {
        List<LocalEntry> entries = new ArrayList<>();
        byte[] next = null;
        for (var row : rows.subMap(start, true, end, false).entrySet()) {
            if (entries.size() == entriesMax) {
                next = row.getKey();
                break;
            }
            reads++;
            entries.add(new LocalEntry(
                    row.getKey(), hash(row.getKey(), row.getValue()).lasting(), row.getValue()));
        }
        return new LocalPage(start, end, entries, next);
    }

    LocalPage read(Exchange.ToRead stretch, int entriesMax) {
        Place unit = stretch.unit();
        byte[] start = stretch.from();
        if (start == null) {
            start = tree.keyOf(unit.table(), unit.at(), unit.from());
            start = start == null || start.length == 0 ? sliceStart(unit.table(), unit.at()) : start;
        }
        byte[] end = stretch.to();
        if (end == null) {
            end = unit.to() == 0 ? null : tree.keyOf(unit.table(), unit.at(), unit.to());
            end = end == null ? sliceStart(unit.table(), unit.at() + 1) : end;
        }
        return read(start, end, entriesMax);
    }
}
