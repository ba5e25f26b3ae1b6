package io.starlingdb.antientropy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of one table: a sparse map from slice of the ring to sum, 16 bytes a place in open addressing, so that a table with a few rows costs
 * a few hundred bytes and one with rows in every slice 2 MiB. The rare parts (due times, blocks of large leaves) lie beside.
 */
final class LeafSums {
    private static final int FREE = -1;
    private static final int CAPACITY_MIN = 16;

    private int[] slices = new int[CAPACITY_MIN];
    private int[] counts = new int[CAPACITY_MIN];
    private long[] lasting = new long[CAPACITY_MIN];
    private int used;
    private final Map<Integer, DueSums> dues = new HashMap<>();
    private final Map<Integer, Blocks> blocks = new HashMap<>();

    LeafSums() {
        Arrays.fill(slices, FREE);
    }

    void add(int slice, EntrySum entry) {
        int place = placeFor(slice);
        lasting[place] += entry.lasting();
        counts[place]++;
        addDues(slice, entry, 1);
    }

    void subtract(int slice, EntrySum entry) {
        int place = placeFor(slice);
        lasting[place] -= entry.lasting();
        counts[place]--;
        addDues(slice, entry, -1);
    }

    private void addDues(int slice, EntrySum entry, int sign) {
        for (int i = 0; i < entry.dueCount(); i++) {
            addDue(slice, entry.dueAt(i), sign * entry.dueSumAt(i));
        }
    }

    void addDue(int slice, long time, long amount) {
        DueSums known = dues.computeIfAbsent(slice, at -> new DueSums());
        known.add(time, amount);
        if (known.isEmpty()) {
            dues.remove(slice);
        }
    }

    /** Adds a leaf as it was kept. */
    void restore(int slice, long sum, int count) {
        int place = placeFor(slice);
        lasting[place] += sum;
        counts[place] += count;
    }

    /** Forgets a leaf. */
    void clear(int slice) {
        int place = find(slice);
        if (slices[place] == slice) {
            lasting[place] = 0;
            counts[place] = 0;
        }
        dues.remove(slice);
        blocks.remove(slice);
    }

    int count(int slice) {
        int place = find(slice);
        return slices[place] == slice ? counts[place] : 0;
    }

    long lasting(int slice) {
        int place = find(slice);
        return slices[place] == slice ? lasting[place] : 0;
    }

    @Nullable
    DueSums dues(int slice) {
        return dues.isEmpty() ? null : dues.get(slice);
    }

    /** What replicas compare of a leaf: without what is purged once this minute is settled. */
    long at(int slice, long minute) {
        DueSums expiring = dues(slice);
        return expiring == null ? lasting(slice) : lasting(slice) + expiring.after(minute);
    }

    @Nullable
    Blocks blocks(int slice) {
        return blocks.isEmpty() ? null : blocks.get(slice);
    }

    /** Keeps blocks of a leaf from now on. */
    Blocks divide(int slice) {
        Sum whole = new Sum();
        whole.restore(lasting(slice), count(slice));
        DueSums expiring = dues(slice);
        for (int i = 0; expiring != null && i < expiring.size(); i++) {
            whole.addDue(expiring.timeAt(i), expiring.sumAt(i));
        }
        Blocks divided = new Blocks(whole);
        blocks.put(slice, divided);
        return divided;
    }

    /** Keeps no blocks of a leaf any more. */
    void unite(int slice) {
        blocks.remove(slice);
    }

    void restoreBlocks(int slice, Blocks restored) {
        blocks.put(slice, restored);
    }

    /** All slices that have anything, ascending. */
    int[] present() {
        int[] found = new int[used];
        int size = 0;
        for (int i = 0; i < slices.length; i++) {
            if (slices[i] != FREE && (lasting[i] != 0 || counts[i] != 0 || dues.containsKey(slices[i]))) {
                found[size++] = slices[i];
            }
        }
        int[] exact = Arrays.copyOf(found, size);
        Arrays.sort(exact);
        return exact;
    }

    /** Visits those from one slice to another, both inside, in no order. */
    void forEach(int first, int last, long minute, MerkleTree.LeafVisitor visitor) {
        if (last - first < slices.length) {
            for (int slice = first; slice <= last; slice++) {
                int place = find(slice);
                if (slices[place] == slice) {
                    visitor.leaf(slice, at(slice, minute), counts[place]);
                }
            }
            return;
        }
        for (int i = 0; i < slices.length; i++) {
            if (slices[i] >= first && slices[i] <= last) {
                visitor.leaf(slices[i], at(slices[i], minute), counts[i]);
            }
        }
    }

    /** How many bytes it takes, about. */
    long bytes() {
        long sum = slices.length * 16L;
        for (DueSums due : dues.values()) {
            sum += 96 + due.size() * 16L;
        }
        for (Blocks some : blocks.values()) {
            sum += some.bytes();
        }
        return sum;
    }

    private int placeFor(int slice) {
        int place = find(slice);
        if (slices[place] == slice) {
            return place;
        }
        if ((used + 1) * 4 > slices.length * 3) {
            grow();
            place = find(slice);
        }
        slices[place] = slice;
        used++;
        return place;
    }

    private int find(int slice) {
        int mask = slices.length - 1;
        int place = (slice * 0x9E3779B1) >>> 8 & mask;
        while (slices[place] != FREE && slices[place] != slice) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        int[] oldSlices = Objects.requireNonNull(slices);
        int[] oldCounts = counts;
        long[] oldLasting = lasting;
        slices = new int[oldSlices.length * 2];
        Arrays.fill(slices, FREE);
        counts = new int[slices.length];
        lasting = new long[slices.length];
        for (int i = 0; i < oldSlices.length; i++) {
            if (oldSlices[i] != FREE) {
                int place = find(oldSlices[i]);
                slices[place] = oldSlices[i];
                counts[place] = oldCounts[i];
                lasting[place] = oldLasting[i];
            }
        }
    }
}
