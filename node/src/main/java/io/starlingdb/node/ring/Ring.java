package io.starlingdb.node.ring;

import io.starlingdb.kernel.TokenRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The ring of one keyspace at one epoch: every token range with its replicas, computed once. Immutable.
 *
 * <p>A token of a member ends a range {@code (previous token, token]}. Finding a key's replicas is one binary search over
 * the tokens; equal replica sets are one object.
 */
public final class Ring {
    private final long epoch;
    private final ReplicationStrategy strategy;
    private final long[] ends;
    private final RecordMember[] owners;
    private final ReplicaSet[] replicas;

    /**
     * The ring that {@code members} make, of whom only {@linkplain NodeStatus#ownsRanges() owners} count.
     *
     * @throws IllegalArgumentException if two of them have the same token
     */
    public Ring(long epoch, Collection<RecordMember> members, ReplicationStrategy strategy) {
        this.epoch = epoch;
        this.strategy = strategy;
        record Position(long token, RecordMember owner) {}
        List<RecordMember> owning = members.stream()
                .filter(m -> m.status().ownsRanges() && !m.tokens().isEmpty())
                .toList();
        List<Position> positions = new ArrayList<>();
        owning.forEach(owner -> owner.tokens().forEach(token -> positions.add(new Position(token, owner))));
        positions.sort(Comparator.comparingLong(Position::token));
        ends = positions.stream().mapToLong(Position::token).toArray();
        owners = positions.stream().map(Position::owner).toArray(RecordMember[]::new);
        for (int i = 1; i < ends.length; i++) {
            if (ends[i] == ends[i - 1]) {
                throw new IllegalArgumentException("Two members have the token " + ends[i]);
            }
        }
        Topology topology = new Topology(owning);
        Map<List<RecordMember>, ReplicaSet> known = new HashMap<>();
        replicas = new ReplicaSet[ends.length];
        for (int i = 0; i < ends.length; i++) {
            int from = i;
            List<RecordMember> placed = strategy.place(() -> walk(from), topology);
            replicas[i] = known.computeIfAbsent(placed, members0 -> new ReplicaSet(members0, strategy));
        }
    }

    private Ring(long epoch, ReplicationStrategy strategy, long[] ends, RecordMember[] owners, ReplicaSet[] replicas) {
        this.epoch = epoch;
        this.strategy = strategy;
        this.ends = ends;
        this.owners = owners;
        this.replicas = replicas;
    }

    /**
     * This ring while transitions are under way: cut at the tokens of all its futures, each range with the owners of both
     * sides where one moves it. At most one may move any range; of several the first counts.
     */
    Ring during(List<Future> futures) {
        if (futures.isEmpty() || isEmpty()) {
            return this;
        }
        long[] cuts = LongStream.concat(
                        Arrays.stream(ends),
                        futures.stream().flatMapToLong(future -> Arrays.stream(future.ring().ends)))
                .sorted()
                .distinct()
                .toArray();
        RecordMember[] first = new RecordMember[cuts.length];
        ReplicaSet[] sets = new ReplicaSet[cuts.length];
        Map<List<Object>, ReplicaSet> known = new HashMap<>();
        for (int i = 0; i < cuts.length; i++) {
            int index = indexOf(cuts[i]);
            first[i] = owners[index];
            sets[i] = replicas[index];
            for (Future future : futures) {
                ReplicaSet next =
                        future.ring().isEmpty() ? sets[i] : future.ring().replicas(cuts[i]);
                if (sets[i].other() == null && !sets[i].isLike(next)) {
                    ReplicaSet old = sets[i];
                    sets[i] = known.computeIfAbsent(
                            List.of(new Same(old), new Same(next)),
                            sides -> ReplicaSet.between(old, next, future.phase()));
                }
            }
        }
        return new Ring(epoch, strategy, cuts, first, sets);
    }

    /**
     * What a transition makes of a ring.
     *
     * @param ring as it will be when the transition is done
     */
    record Future(Ring ring, TransitionPhase phase) {}

    /** A set by identity: a ring has one object for equal ones. */
    private record Same(ReplicaSet set) {
        @Override
        public boolean equals(Object that) {
            return that instanceof Same same && same.set == set;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(set);
        }
    }

    /** The epoch whose record made it. */
    public long epoch() {
        return epoch;
    }

    /** How its replicas are placed. */
    public ReplicationStrategy strategy() {
        return strategy;
    }

    /** Whether nobody owns anything: no cluster yet. */
    public boolean isEmpty() {
        return ends.length == 0;
    }

    /**
     * The replicas of a token.
     *
     * @throws IllegalStateException if the ring is empty
     */
    public ReplicaSet replicas(long token) {
        return replicas[indexOf(token)];
    }

    /**
     * The range {@code (start, end]} that a token lies in: the widest whose keys have the same first owner and replicas.
     *
     * @throws IllegalStateException if the ring is empty
     */
    public TokenRange range(long token) {
        return rangeAt(indexOf(token));
    }

    /** All ranges, ascending by their ends; together they are the whole ring. */
    public List<OwnedRange> ranges() {
        List<OwnedRange> ranges = new ArrayList<>(ends.length);
        for (int i = 0; i < ends.length; i++) {
            ranges.add(new OwnedRange(rangeAt(i), owners[i], replicas[i]));
        }
        return ranges;
    }

    /**
     * The nodes to try for a token, best first: its replicas, then everyone else in the order of the ring.
     *
     * @throws IllegalStateException if the ring is empty
     */
    public PreferenceList preferenceList(long token) {
        int index = indexOf(token);
        Set<RecordMember> fallbacks = new LinkedHashSet<>();
        walk(index).forEachRemaining(fallbacks::add);
        List<RecordMember> primaries = replicas[index].members();
        fallbacks.removeIf(member -> replicas[index].isWritten(member.id()));
        return new PreferenceList(primaries, List.copyOf(fallbacks));
    }

    private TokenRange rangeAt(int index) {
        return new TokenRange(ends[index == 0 ? ends.length - 1 : index - 1], ends[index]);
    }

    /** The index of the range that a token lies in: that of the first end not below it, or the first where it wraps. */
    private int indexOf(long token) {
        if (ends.length == 0) {
            throw new IllegalStateException("The ring is empty");
        }
        int found = Arrays.binarySearch(ends, token);
        int index = found >= 0 ? found : -found - 1;
        return index == ends.length ? 0 : index;
    }

    /** The owners clockwise from a position, each position once. */
    private Iterator<RecordMember> walk(int from) {
        return new Iterator<>() {
            private int passed;

            @Override
            public boolean hasNext() {
                return passed < owners.length;
            }

            @Override
            public RecordMember next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return owners[(from + passed++) % owners.length];
            }
        };
    }
}
