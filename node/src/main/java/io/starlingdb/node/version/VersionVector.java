package io.starlingdb.node.version;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A set of dots: per actor a set of intervals {@code (after, to]}. Immutable.
 *
 * <p>A classic version vector keeps one number per actor and so claims everything below it; a node that lost its memory
 * then claims, or issues again, what it forgot (Riak's kv#679). Here each claim has a lower end too. Intervals that touch
 * merge; gaps stay visible; what is settled everywhere is cut off ({@link #above}), so that a row at rest has none.
 *
 * <p>In memory it is three parallel arrays, sorted by actor and then by stamp, without touching neighbours: nearly always
 * of length one to three, so every operation is a short linear walk.
 */
@SuppressWarnings("ReferenceEquality") // the same object is a quick way to see that nothing differs
public final class VersionVector {

    /** The empty set. */
    public static final VersionVector EMPTY = new VersionVector(new int[0], new long[0], new long[0]);

    private final int[] actors;
    private final long[] afters;
    private final long[] tos;

    VersionVector(int[] actors, long[] afters, long[] tos) {
        this.actors = actors;
        this.afters = afters;
        this.tos = tos;
    }

    /** All of one actor's dots in {@code (after, to]}. */
    public static VersionVector of(int actor, long after, long to) {
        if (after >= to) {
            throw new IllegalArgumentException("empty interval (" + after + ", " + to + "]");
        }
        return new VersionVector(new int[] {actor}, new long[] {after}, new long[] {to});
    }

    /**
     * The vector of these intervals {@code (after, to]}, as {@link #actorAt}, {@link #afterAt} and {@link #toAt} give them. The
     * arrays become this object's own.
     *
     * @throws IllegalArgumentException if one is empty, or if they are not in order, apart from each other
     */
    public static VersionVector ofIntervals(int[] actors, long[] afters, long[] tos) {
        for (int i = 0; i < actors.length; i++) {
            boolean ordered =
                    i == 0 || actors[i - 1] < actors[i] || (actors[i - 1] == actors[i] && tos[i - 1] < afters[i]);
            if (!ordered || afters[i] >= tos[i]) {
                throw new IllegalArgumentException("interval " + i + " is empty or out of order");
            }
        }
        return actors.length == 0 ? EMPTY : new VersionVector(actors, afters, tos);
    }

    /** All of one actor's dots in the interval. */
    public static VersionVector of(int actor, Interval interval) {
        return of(actor, interval.after(), interval.to());
    }

    /** One dot alone. */
    public static VersionVector of(Dot dot) {
        return of(dot.actor(), dot.stamp() - 1, dot.stamp());
    }

    /** Exactly these dots. The list is sorted on the way. */
    public static VersionVector ofDots(List<Dot> dots) {
        if (dots.isEmpty()) {
            return EMPTY;
        }
        dots.sort(Comparator.comparingInt(Dot::actor).thenComparingLong(Dot::stamp));
        IntervalList out = new IntervalList(dots.size());
        for (Dot dot : dots) {
            out.add(dot.actor(), dot.stamp() - 1, dot.stamp());
        }
        return out.toVector();
    }

    /** How many intervals it has. */
    public int size() {
        return actors.length;
    }

    public boolean isEmpty() {
        return actors.length == 0;
    }

    /** The actor of the interval at this place; places count from 0, by actor and then by stamp. */
    public int actorAt(int place) {
        return actors[place];
    }

    /** The lower end, itself outside, of the interval at this place. */
    public long afterAt(int place) {
        return afters[place];
    }

    /** The upper end, itself inside, of the interval at this place. */
    public long toAt(int place) {
        return tos[place];
    }

    public boolean contains(Dot dot) {
        return contains(dot.actor(), dot.stamp());
    }

    public boolean contains(int actor, long stamp) {
        for (int i = 0; i < actors.length; i++) {
            if (actors[i] == actor && stamp > afters[i] && stamp <= tos[i]) {
                return true;
            }
        }
        return false;
    }

    /** Whether every dot of the other is in this one. */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public boolean containsAll(VersionVector other) {
        if (this == other) {
            return true;
        }
        int mine = 0;
        for (int i = 0; i < other.actors.length; i++) {
            while (mine < actors.length
                    && (actors[mine] < other.actors[i]
                            || (actors[mine] == other.actors[i] && tos[mine] < other.tos[i]))) {
                mine++;
            }
            if (mine == actors.length || actors[mine] != other.actors[i] || afters[mine] > other.afters[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether any dot is in both. */
    public boolean intersects(VersionVector other) {
        int mine = 0;
        int theirs = 0;
        while (mine < actors.length && theirs < other.actors.length) {
            if (actors[mine] != other.actors[theirs]) {
                if (actors[mine] < other.actors[theirs]) {
                    mine++;
                } else {
                    theirs++;
                }
            } else if (tos[mine] <= other.afters[theirs]) {
                mine++;
            } else if (other.tos[theirs] <= afters[mine]) {
                theirs++;
            } else {
                return true;
            }
        }
        return false;
    }

    /** How this history stands to the other. */
    public Causality compare(VersionVector other) {
        boolean holdsOther = containsAll(other);
        boolean heldByOther = other.containsAll(this);
        if (holdsOther) {
            return heldByOther ? Causality.EQUAL : Causality.AFTER;
        }
        return heldByOther ? Causality.BEFORE : Causality.CONCURRENT;
    }

    /** The highest stamp of this actor, or {@link Long#MIN_VALUE} if it has none here. */
    public long last(int actor) {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < actors.length; i++) {
            if (actors[i] == actor) {
                last = tos[i];
            }
        }
        return last;
    }

    /** The highest stamp of all actors, or {@link Long#MIN_VALUE} if it is empty. */
    public long highest() {
        long highest = Long.MIN_VALUE;
        for (long to : tos) {
            highest = Math.max(highest, to);
        }
        return highest;
    }

    /** This set and one dot more. */
    public VersionVector with(Dot dot) {
        return contains(dot) ? this : union(of(dot));
    }

    /** The dots of both. Answers one of the two operands itself where that holds all of the other. */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public VersionVector union(VersionVector other) {
        if (this == other || other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        if (containsAll(other)) {
            return this;
        }
        if (other.containsAll(this)) {
            return other;
        }
        IntervalList out = new IntervalList(actors.length + other.actors.length);
        int mine = 0;
        int theirs = 0;
        while (mine < actors.length || theirs < other.actors.length) {
            if (theirs == other.actors.length
                    || (mine < actors.length
                            && (actors[mine] < other.actors[theirs]
                                    || (actors[mine] == other.actors[theirs]
                                            && afters[mine] <= other.afters[theirs])))) {
                out.add(actors[mine], afters[mine], tos[mine]);
                mine++;
            } else {
                out.add(other.actors[theirs], other.afters[theirs], other.tos[theirs]);
                theirs++;
            }
        }
        return out.toVector();
    }

    /** The dots of this set that are not in the other. */
    public VersionVector minus(VersionVector other) {
        if (!intersects(other)) {
            return this;
        }
        IntervalList out = new IntervalList(actors.length + other.actors.length);
        int theirs = 0;
        for (int i = 0; i < actors.length; i++) {
            long after = afters[i];
            while (theirs < other.actors.length
                    && (other.actors[theirs] < actors[i]
                            || (other.actors[theirs] == actors[i] && other.tos[theirs] <= after))) {
                theirs++;
            }
            for (int k = theirs; k < other.actors.length && other.actors[k] == actors[i]; k++) {
                if (other.afters[k] >= tos[i]) {
                    break;
                }
                if (other.afters[k] > after) {
                    out.add(actors[i], after, other.afters[k]);
                }
                after = Math.max(after, other.tos[k]);
            }
            if (after < tos[i]) {
                out.add(actors[i], after, tos[i]);
            }
        }
        return out.toVector();
    }

    /** The dots with stamps above {@code stamp}. */
    public VersionVector above(long stamp) {
        return between(stamp, Long.MAX_VALUE);
    }

    /** The dots with stamps up to and including {@code stamp}. */
    public VersionVector upTo(long stamp) {
        return between(Long.MIN_VALUE, stamp);
    }

    /**
     * These dots, and those in the gaps between an actor's intervals as far as they are not above {@code stamp}: for whoever knows
     * that all up to {@code stamp} was joined.
     */
    public VersionVector gapsFilledUpTo(long stamp) {
        boolean gap = false;
        for (int i = 1; i < actors.length; i++) {
            gap |= actors[i] == actors[i - 1] && tos[i - 1] < stamp;
        }
        if (!gap) {
            return this;
        }
        IntervalList out = new IntervalList(actors.length);
        for (int i = 0; i < actors.length; i++) {
            boolean last = i + 1 == actors.length || actors[i + 1] != actors[i];
            long filledTo = last ? tos[i] : Math.max(tos[i], Math.min(stamp, afters[i + 1]));
            out.add(actors[i], afters[i], filledTo);
        }
        return out.toVector();
    }

    private VersionVector between(long low, long high) {
        boolean whole = true;
        for (int i = 0; i < actors.length; i++) {
            whole &= afters[i] >= low && tos[i] <= high;
        }
        if (whole) {
            return this;
        }
        IntervalList out = new IntervalList(actors.length);
        for (int i = 0; i < actors.length; i++) {
            long after = Math.max(low, afters[i]);
            long to = Math.min(high, tos[i]);
            if (after < to) {
                out.add(actors[i], after, to);
            }
        }
        return out.toVector();
    }

    /** Two vectors are equal when they claim the same intervals. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof VersionVector that
                        && Arrays.equals(actors, that.actors)
                        && Arrays.equals(afters, that.afters)
                        && Arrays.equals(tos, that.tos));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(actors) + Arrays.hashCode(afters)) + Arrays.hashCode(tos);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < actors.length; i++) {
            text.append(i == 0 ? "" : ", ").append(actors[i]);
            text.append(":(").append(afters[i]).append(", ").append(tos[i]).append(']');
        }
        return text.append('}').toString();
    }
}
