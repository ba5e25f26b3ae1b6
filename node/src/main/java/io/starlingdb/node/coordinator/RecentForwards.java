package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.Endpoint;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The writes that others have lately forwarded here, so that a repeated frame does not issue one twice: a second dot would be a second sibling,
 * or count twice. Each node numbers what it forwards, never using a number again, so an entry may be forgotten once no frame can be on its
 * way any more.
 */
final class RecentForwards {
    /** How long a frame may be on its way. */
    static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** More than these in {@link #KEPT_NANOS} are not remembered; some 100 bytes each. */
    static final int KEPT_MAX = 200_000;

    private record Forward(Endpoint from, long number) {}

    /** When each came, in that order. */
    private final Map<Forward, Long> taken = new LinkedHashMap<>();

    /** Takes note of a forwarded write; false if it came before. */
    boolean isFirst(Endpoint from, long number, long nowNanos) {
        for (Iterator<Long> oldest = taken.values().iterator(); oldest.hasNext(); ) {
            if (nowNanos - oldest.next() < KEPT_NANOS && taken.size() < KEPT_MAX) {
                break;
            }
            oldest.remove();
        }
        return taken.putIfAbsent(new Forward(from, number), nowNanos) == null;
    }
}
