package io.starlingdb.node.ring;

import io.starlingdb.node.schema.KeyspaceSchema;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Whether two transitions of one keyspace leave each other alone, range by range. */
final class Together {
    private Together() {}

    /** No range is moved by both, and both together move each range as the one that moves it does alone. */
    static boolean areDisjoint(ClusterRecord record, KeyspaceSchema keyspace, Transition one, Transition other) {
        Rings.Ways ways = Rings.ways(record, keyspace);
        Ring base = Rings.plain(record, record.members(), ways.before());
        if (base.isEmpty()) {
            return true;
        }
        Ring first = ring(record, ways, one);
        Ring second = ring(record, ways, other);
        Ring both = ring(record, ways, one, other);
        if (first.isEmpty() || second.isEmpty() || both.isEmpty()) {
            return false;
        }
        long[] cuts = Stream.of(base, first, second, both)
                .flatMapToLong(ring ->
                        ring.ranges().stream().mapToLong(owned -> owned.range().end()))
                .distinct()
                .toArray();
        return LongStream.of(cuts).allMatch(cut -> {
            ReplicaSet now = base.replicas(cut);
            ReplicaSet byFirst = first.replicas(cut);
            ReplicaSet bySecond = second.replicas(cut);
            if (!now.isLike(byFirst) && !now.isLike(bySecond)) {
                return false;
            }
            return both.replicas(cut).isLike(now.isLike(byFirst) ? bySecond : byFirst);
        });
    }

    private static Ring ring(ClusterRecord record, Rings.Ways ways, Transition... done) {
        List<RecordMember> members = record.members();
        boolean replicates = false;
        for (Transition transition : done) {
            members = transition.move().after(members);
            replicates |= transition.id() == ways.transition();
        }
        return Rings.plain(record, members, replicates ? ways.after() : ways.before());
    }
}
