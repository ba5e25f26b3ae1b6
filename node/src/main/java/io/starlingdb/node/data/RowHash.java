package io.starlingdb.node.data;

import java.util.Arrays;
import net.openhft.hashing.LongHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a stored entry's live cells (DESIGN 5.4), form 1: the sum of one 64-bit hash for each cell, over the entry's key,
 * column, path, kind, dot, timestamp, expiry and value. Neither tombstones nor vectors count: they exist to remove cells, and a
 * replica that still has such a cell differs by that cell. Sums of expiring cells are kept apart by purge hour, so that replicas
 * compare what is there at an agreed settled time. As these are sums, leaves of a Merkle tree can be kept up to date by
 * {@link #minus} the old and {@link #plus} the new.
 */
public final class RowHash {
    /** The hash of nothing. */
    public static final RowHash ZERO = new RowHash(0, new long[0], new long[0]);

    private static final long FORM_1 = 0x53544152_4C494E31L;
    private static final LongHashFunction BYTES = LongHashFunction.xx3();

    private final long lasting;
    private final long[] hours;
    private final long[] expiring;

    private RowHash(long lasting, long[] hours, long[] expiring) {
        this.lasting = lasting;
        this.hours = hours;
        this.expiring = expiring;
    }

    /** The hash of this entry; of null it is {@link #ZERO}. */
    public static RowHash of(RowKey key, @Nullable Row row) {
        if (row == null || row.cellCount() == 0) {
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
                expiring = expiring.plus(new RowHash(0, new long[] {Settling.purgeHour(cell)}, new long[] {hash}));
            }
        }
        return new RowHash(lasting, expiring.hours, expiring.expiring);
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
    public long lasting() {
        return lasting;
    }

    /** How many purge hours have expiring cells. */
    public int hourCount() {
        return hours.length;
    }

    /** A purge hour, counted from 1970: cells of it may be purged once the settled time has reached its beginning. Ascending. */
    public long hourAt(int place) {
        return hours[place];
    }

    /** The sum over the expiring cells of that purge hour. */
    public long expiringAt(int place) {
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
        long purged = Settling.purgedHour(settled);
        long sum = lasting;
        for (int i = 0; i < hours.length; i++) {
            sum += hours[i] > purged ? expiring[i] : 0;
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
        if (other.hours.length == 0) {
            return new RowHash(sum, hours, expiring);
        }
        long[] outHours = new long[hours.length + other.hours.length];
        long[] out = new long[outHours.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < hours.length || theirs < other.hours.length) {
            boolean takeMine =
                    theirs == other.hours.length || (mine < hours.length && hours[mine] <= other.hours[theirs]);
            boolean takeTheirs =
                    mine == hours.length || (theirs < other.hours.length && other.hours[theirs] <= hours[mine]);
            outHours[size] = takeMine ? hours[mine] : other.hours[theirs];
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
                && Arrays.equals(hours, that.hours)
                && Arrays.equals(expiring, that.expiring);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(total());
    }

    @Override
    public String toString() {
        return Long.toHexString(lasting) + (hours.length == 0 ? "" : " and " + hours.length + " purge hours");
    }
}
