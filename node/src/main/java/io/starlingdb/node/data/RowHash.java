package io.starlingdb.node.data;

import io.starlingdb.antientropy.Due;
import io.starlingdb.antientropy.EntrySum;
import java.util.Arrays;
import net.openhft.hashing.LongHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a stored entry's live cells (DESIGN 5.4), form 1: the sum of one 64-bit hash for each cell, over the entry's key,
 * column, path, kind, dot, timestamp, expiry and value. Neither tombstones nor vectors count: they exist to remove cells, and a
 * replica that still has such a cell differs by that cell.
 *
 * <p>The deletions of partitions and ranges do count: what they delete lies in other entries, where it stays until they are settled, so a
 * replica that lacks such a deletion would differ by nothing else.
 *
 * <p>What is purged one day (expiring cells, those deletions) is kept apart by due minute, so that replicas compare what is there at an
 * agreed settled time. As these are sums, leaves of a Merkle tree can be kept up to date by {@link #minus} the old and {@link #plus} the new.
 */
public final class RowHash implements EntrySum {
    /** The hash of nothing. */
    public static final RowHash ZERO = new RowHash(0, new long[0], new long[0]);

    private static final long FORM_1 = 0x53544152_4C494E31L;

    /** Stands where a cell has its column. */
    private static final long DELETION = -2;

    private static final LongHashFunction BYTES = LongHashFunction.xx3();

    private final long lasting;
    private final long[] dues;
    private final long[] expiring;

    private RowHash(long lasting, long[] dues, long[] expiring) {
        this.lasting = lasting;
        this.dues = dues;
        this.expiring = expiring;
    }

    /** The hash of this entry; of null it is {@link #ZERO}. */
    public static RowHash of(RowKey key, @Nullable Row row) {
        if (row == null) {
            return ZERO;
        }
        Deletion deletion = key.kind() == EntryKind.ROW ? null : row.deletion();
        if (row.cellCount() == 0 && deletion == null) {
            return ZERO;
        }
        long keyHash = BYTES.hashBytes(key.bytes());
        long lasting = 0;
        RowHash expiring = ZERO;
        for (Cell cell : row.cells()) {
            if (cell.isTombstone()) {
                continue;
            }
            long hash = hash(keyHash, cell);
            if (cell.expiresAtSeconds() == 0) {
                lasting += hash;
            } else {
                expiring = expiring.plus(new RowHash(0, new long[] {Settling.dueMinute(cell)}, new long[] {hash}));
            }
        }
        if (deletion != null) {
            expiring = expiring.plus(
                    new RowHash(0, new long[] {Settling.dueMinute(deletion)}, new long[] {hash(keyHash, deletion)}));
        }
        return new RowHash(lasting, expiring.dues, expiring.expiring);
    }

    private static long hash(long keyHash, Deletion deletion) {
        long hash = mix(FORM_1 ^ keyHash, DELETION);
        hash = mix(hash, deletion.dot().actor());
        hash = mix(hash, deletion.dot().stamp());
        return mix(hash, deletion.timestamp());
    }

    private static long hash(long keyHash, Cell cell) {
        long hash = mix(FORM_1 ^ keyHash, cell.column());
        byte[] path = cell.path();
        hash = mix(hash, path == null ? 0 : BYTES.hashBytes(path));
        hash = mix(hash, cell.kind() == CellKind.COUNTER ? 3 : path == null ? 1 : 2);
        hash = mix(hash, cell.dot().actor());
        hash = mix(hash, cell.dot().stamp());
        hash = mix(hash, cell.timestamp());
        hash = mix(hash, cell.kind() == CellKind.COUNTER ? cell.life() : cell.expiresAtSeconds());
        return mix(hash, cell.kind() == CellKind.COUNTER ? cell.total() : BYTES.hashBytes(cell.value()));
    }

    /** Folds a number into a hash: the finalizer of splitmix64 over both. */
    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The sum over the cells that do not expire. */
    @Override
    public long lasting() {
        return lasting;
    }

    @Override
    public int dueCount() {
        return dues.length;
    }

    @Override
    public long dueAt(int place) {
        return dues[place];
    }

    @Override
    public long dueSumAt(int place) {
        return expiring[place];
    }

    /** The sum over everything: two copies with the same one hold the same cells. */
    public long total() {
        long sum = lasting;
        for (long one : expiring) {
            sum += one;
        }
        return sum;
    }

    /** The sum over what is not to be purged at settled time T (a stamp in µs): what replicas compare at T. */
    public long at(long settled) {
        long purged = Due.doneAt(settled);
        long sum = lasting;
        for (int i = 0; i < dues.length; i++) {
            sum += dues[i] > purged ? expiring[i] : 0;
        }
        return sum;
    }

    public RowHash plus(RowHash other) {
        return combine(other, 1);
    }

    public RowHash minus(RowHash other) {
        return combine(other, -1);
    }

    private RowHash combine(RowHash other, int sign) {
        long sum = lasting + sign * other.lasting;
        if (other.dues.length == 0) {
            return new RowHash(sum, dues, expiring);
        }
        long[] outHours = new long[dues.length + other.dues.length];
        long[] out = new long[outHours.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < dues.length || theirs < other.dues.length) {
            boolean takeMine = theirs == other.dues.length || (mine < dues.length && dues[mine] <= other.dues[theirs]);
            boolean takeTheirs =
                    mine == dues.length || (theirs < other.dues.length && other.dues[theirs] <= dues[mine]);
            outHours[size] = takeMine ? dues[mine] : other.dues[theirs];
            long both = (takeMine ? expiring[mine] : 0) + (takeTheirs ? sign * other.expiring[theirs] : 0);
            mine += takeMine ? 1 : 0;
            theirs += takeTheirs ? 1 : 0;
            if (both != 0) {
                out[size++] = both;
            }
        }
        return new RowHash(sum, Arrays.copyOf(outHours, size), Arrays.copyOf(out, size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowHash that
                && lasting == that.lasting
                && Arrays.equals(dues, that.dues)
                && Arrays.equals(expiring, that.expiring);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(total());
    }

    @Override
    public String toString() {
        return Long.toHexString(lasting) + (dues.length == 0 ? "" : " and " + dues.length + " due minutes");
    }
}
