package io.starlingdb.node.cql.value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a statement evaluates its terms with: the bound values, and one moment.
 *
 * <p>The moment is taken once, so that {@code currentTimestamp()} is the same in every row of a result; {@code now()} and
 * {@code uuid()} give a new value at each call.
 */
public final class Evaluation {

    /** Stands for a bound value that the client left unset; compared by identity. */
    public static final byte[] UNSET = new byte[0];

    private final List<byte @Nullable []> bound;
    private final long wallMicros;
    private final UuidSource uuids;
    private @Nullable Map<Object, Object> made;

    /**
     * @param bound a value for each marker: serialized, null, or {@link #UNSET}
     * @param wallMicros the moment of the execution, µs since 1970
     */
    public Evaluation(List<byte @Nullable []> bound, long wallMicros, UuidSource uuids) {
        this.bound = bound;
        this.wallMicros = wallMicros;
        this.uuids = uuids;
    }

    /** What {@code work} makes, made once for each owner and execution. */
    @SuppressWarnings("unchecked") // an owner always makes the same kind of thing
    public <T> T once(Object owner, Supplier<T> work) {
        if (made == null) {
            made = new HashMap<>(2);
        }
        Object found = made.get(owner);
        if (found == null) {
            found = work.get();
            made.put(owner, found);
        }
        return (T) found;
    }

    public byte @Nullable [] bound(int index) {
        return bound.get(index);
    }

    public long wallMicros() {
        return wallMicros;
    }

    public long wallMillis() {
        return Math.floorDiv(wallMicros, 1000);
    }

    public UuidSource uuids() {
        return uuids;
    }
}
