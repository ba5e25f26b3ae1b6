package io.starlingdb.antientropy;

import io.starlingdb.kernel.NodeId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which exchange is next: every scope with every co-replica once in an interval; first those of which something is known to be missing. Pure: time is
 * given.
 *
 * <p>Exchanges are spread over the interval: one is due {@code interval} after it was last done, and the first round begins at places drawn over an
 * interval by the order of scopes. Under load the interval is stretched, at most {@value #STRETCH_MAX} times; what is urgent is not.
 */
public final class Schedule {
    private static final int STRETCH_MAX = 4;

    /** A scope with one co-replica. */
    public record Pair(Scope scope, NodeId peer) implements Comparable<Pair> {
        private static final Comparator<Pair> ORDER =
                Comparator.comparing(Pair::scope).thenComparing(Pair::peer);

        @Override
        public int compareTo(Pair other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class State {
        long dueNanos;
        long doneNanos = Long.MIN_VALUE;
        boolean isUrgent;
        boolean isDone;
    }

    private final long intervalNanos;
    private final long retryNanos;
    private final Map<Pair, State> states = new TreeMap<>();

    /**
     * @param intervalNanos within which every pair is visited. Shorter finds losses sooner and costs a message of about 150 bytes for each pair
     * @param retryNanos before a pair is visited again that failed
     */
    public Schedule(long intervalNanos, long retryNanos) {
        this.intervalNanos = intervalNanos;
        this.retryNanos = retryNanos;
    }

    /** These are all pairs from now on. */
    public void pairs(Collection<Pair> present, long nowNanos) {
        SortedSet<Pair> wanted = new TreeSet<>(present);
        states.keySet().retainAll(wanted);
        int place = 0;
        for (Pair pair : wanted) {
            place++;
            if (!states.containsKey(pair)) {
                State state = new State();
                state.dueNanos = nowNanos + intervalNanos / wanted.size() * place;
                states.put(pair, state);
            }
        }
    }

    /** The pairs. */
    public Collection<Pair> pairs() {
        return states.keySet();
    }

    /** Something is known to be missing there, or is asked for: these are next. */
    public void hurry(Predicate<Pair> which, long nowNanos) {
        states.forEach((pair, state) -> {
            if (which.test(pair)) {
                state.isUrgent = true;
                state.dueNanos = Math.min(state.dueNanos, nowNanos);
            }
        });
    }

    /**
     * The pair to exchange next; null if none is due.
     *
     * @param load 0 for none, to 1 for all that the node can do
     * @param isPossible whether a pair can be exchanged now
     */
    public @Nullable Pair next(long nowNanos, double load, Predicate<Pair> isPossible) {
        long patience = (long) (intervalNanos * Math.min(1, Math.max(0, load)) * (STRETCH_MAX - 1));
        Pair best = null;
        State bestState = null;
        for (Map.Entry<Pair, State> entry : states.entrySet()) {
            State state = entry.getValue();
            boolean isDue = nowNanos - state.dueNanos >= (state.isUrgent ? 0 : patience);
            if (isDue && (bestState == null || isBefore(state, bestState)) && isPossible.test(entry.getKey())) {
                best = entry.getKey();
                bestState = state;
            }
        }
        return best;
    }

    private static boolean isBefore(State one, State other) {
        return one.isUrgent != other.isUrgent ? one.isUrgent : one.dueNanos - other.dueNanos < 0;
    }

    /** The pair is being exchanged; it is not due meanwhile. */
    public void begun(Pair pair, long nowNanos) {
        State state = states.get(pair);
        if (state != null) {
            state.isUrgent = false;
            state.dueNanos = nowNanos + intervalNanos;
        }
    }

    /** The pair was compared and mended, by whichever of the two asked. */
    public void done(Pair pair, long nowNanos) {
        State state = states.get(pair);
        if (state != null) {
            state.isDone = true;
            state.doneNanos = nowNanos;
            if (!state.isUrgent) {
                state.dueNanos = nowNanos + intervalNanos;
            }
        }
    }

    /** It failed, or there is more to do. */
    public void again(Pair pair, boolean isUrgent, long nowNanos) {
        State state = states.get(pair);
        if (state != null) {
            state.isUrgent |= isUrgent;
            state.dueNanos = nowNanos + (isUrgent ? 0 : retryNanos);
        }
    }

    /** How long ago the pair was last done, in ns; -1 if never since the start. */
    public long age(Pair pair, long nowNanos) {
        State state = states.get(pair);
        return state == null || !state.isDone ? -1 : nowNanos - state.doneNanos;
    }

    /** How many are waiting as urgent. */
    public int urgent() {
        int count = 0;
        for (State state : states.values()) {
            count += state.isUrgent ? 1 : 0;
        }
        return count;
    }
}
