package io.starlingdb.node.data;

import io.starlingdb.node.version.VersionVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What writers on a {@code siblings} table had seen and replaced, but has not arrived here yet: per {@link Concern}, the dots
 * of their contexts that the row's vector does not hold. A cell that arrives late and is named here was replaced already.
 *
 * <p>It is kept apart from the vector because a context tells only of its columns: the vector may gain a dot only with all
 * that the dot's write did. Immutable; concerns are sorted and none of their vectors is empty.
 */
@SuppressWarnings("ReferenceEquality") // the same object is a quick way to see that nothing differs
final class Pending {
    static final Pending NONE = new Pending(new Concern[0], new VersionVector[0]);

    private final Concern[] concerns;
    private final VersionVector[] seen;

    private Pending(Concern[] concerns, VersionVector[] seen) {
        this.concerns = concerns;
        this.seen = seen;
    }

    /** The same vector for each of the concerns, which are sorted and distinct. */
    static Pending of(Concern[] concerns, VersionVector seen) {
        if (concerns.length == 0 || seen.isEmpty()) {
            return NONE;
        }
        VersionVector[] each = new VersionVector[concerns.length];
        Arrays.fill(each, seen);
        return new Pending(concerns, each);
    }

    /** The arrays become this object's own; empty vectors are left out. */
    static Pending of(Concern[] concerns, VersionVector[] seen, int size) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!seen[i].isEmpty()) {
                concerns[kept] = concerns[i];
                seen[kept++] = seen[i];
            }
        }
        if (kept == 0) {
            return NONE;
        }
        return new Pending(Arrays.copyOf(concerns, kept), Arrays.copyOf(seen, kept));
    }

    boolean isEmpty() {
        return concerns.length == 0;
    }

    int size() {
        return concerns.length;
    }

    Concern concernAt(int place) {
        return concerns[place];
    }

    VersionVector seenAt(int place) {
        return seen[place];
    }

    /** Whether a writer that had seen this cell replaced it. A counter part stands for its whole life. */
    boolean replaces(Cell cell) {
        int actor = cell.dot().actor();
        long stamp = cell.life();
        return seenOf(Concern.ALL_COLUMNS, null).contains(actor, stamp)
                || seenOf(cell.column(), null).contains(actor, stamp)
                || (cell.path() != null && seenOf(cell.column(), cell.path()).contains(actor, stamp));
    }

    private VersionVector seenOf(int column, byte @Nullable [] path) {
        int low = 0;
        int high = concerns.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = concerns[middle].compareTo(column, path);
            if (order == 0) {
                return seen[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return VersionVector.EMPTY;
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    Pending union(Pending other) {
        if (other.isEmpty() || this == other) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        Concern[] outConcerns = new Concern[concerns.length + other.concerns.length];
        VersionVector[] outSeen = new VersionVector[outConcerns.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < concerns.length || theirs < other.concerns.length) {
            int order = mine == concerns.length
                    ? 1
                    : theirs == other.concerns.length ? -1 : concerns[mine].compareTo(other.concerns[theirs]);
            outConcerns[size] = order <= 0 ? concerns[mine] : other.concerns[theirs];
            outSeen[size++] =
                    order < 0 ? seen[mine] : order > 0 ? other.seen[theirs] : seen[mine].union(other.seen[theirs]);
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return of(outConcerns, outSeen, size);
    }

    /** Without what has arrived. */
    Pending minus(VersionVector arrived) {
        boolean touched = false;
        for (VersionVector one : seen) {
            touched |= one.intersects(arrived);
        }
        if (!touched) {
            return this;
        }
        VersionVector[] rest = new VersionVector[seen.length];
        for (int i = 0; i < seen.length; i++) {
            rest[i] = seen[i].minus(arrived);
        }
        return of(concerns.clone(), rest, rest.length);
    }

    /** All dots named up to and including the settled time, of whatever concern. */
    VersionVector upTo(long settled) {
        VersionVector all = VersionVector.EMPTY;
        for (VersionVector one : seen) {
            all = all.union(one.upTo(settled));
        }
        return all;
    }

    /** Only what is above the settled time. */
    Pending above(long settled) {
        if (isEmpty()) {
            return this;
        }
        VersionVector[] rest = new VersionVector[seen.length];
        for (int i = 0; i < seen.length; i++) {
            rest[i] = seen[i].above(settled);
        }
        return of(concerns.clone(), rest, rest.length);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Pending that
                        && Arrays.equals(concerns, that.concerns)
                        && Arrays.equals(seen, that.seen));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(concerns) + Arrays.hashCode(seen);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < concerns.length; i++) {
            text.append(i == 0 ? "" : ", ").append(concerns[i]).append(' ').append(seen[i]);
        }
        return text.append('}').toString();
    }
}
