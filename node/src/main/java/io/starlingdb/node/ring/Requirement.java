package io.starlingdb.node.ring;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many answers a request needs, and whose count: those of {@code datacenter} alone, those of each datacenter apart, or
 * anyone's.
 */
final class Requirement {
    /** Anyone's answer counts. */
    static final int EVERYBODY = 0;
    /** The answer counts for nothing. */
    static final int NOBODY = -1;

    private final @Nullable String local;
    private final List<String> each;
    private final int[] required;

    private Requirement(@Nullable String local, List<String> each, int... required) {
        this.local = local;
        this.each = each;
        this.required = required;
    }

    static Requirement of(ReplicaSet replicas, Consistency consistency, String datacenter) {
        ConsistencyLevel level = consistency.level();
        if (level == null) {
            return plain(replicas, consistency.replicas());
        }
        return switch (level) {
            case ONE -> any(1);
            case TWO -> any(2);
            case THREE -> any(3);
            case QUORUM -> any(quorum(replicas.factor()));
            case ALL -> any(replicas.factor());
            case LOCAL_ONE -> new Requirement(datacenter, List.of(), 1);
            case LOCAL_QUORUM -> new Requirement(datacenter, List.of(), quorum(replicas.factor(datacenter)));
            case EACH_QUORUM -> replicas.datacenters().isEmpty() ? any(quorum(replicas.factor())) : each(replicas);
            case ANY, SERIAL, LOCAL_SERIAL ->
                throw new IllegalArgumentException(
                        level + " is not a number of replicas: its caller plans another level");
        };
    }

    /**
     * What a write owes the other side of a transition, where the side that is read has accepted the consistency: as much as
     * that side can be asked for. A number is cut to its factor, and a datacenter that holds nothing there owes nothing.
     */
    static Requirement ofOther(ReplicaSet others, Consistency consistency, String datacenter) {
        ConsistencyLevel level = consistency.level();
        if (level == null) {
            return any(Math.min(consistency.replicas(), others.factor()));
        }
        return switch (level) {
            case TWO -> any(Math.min(2, others.factor()));
            case THREE -> any(Math.min(3, others.factor()));
            case LOCAL_ONE, LOCAL_QUORUM ->
                others.factor(datacenter) == 0
                        ? new Requirement(datacenter, List.of(), 0)
                        : of(others, consistency, datacenter);
            default -> of(others, consistency, datacenter);
        };
    }

    private static Requirement plain(ReplicaSet replicas, int number) {
        if (number > replicas.factor()) {
            throw StarlingException.badRequest(
                    number + " replicas wanted where the keyspace has " + replicas.factor() + " of each row");
        }
        return any(number);
    }

    private static Requirement any(int number) {
        return new Requirement(null, List.of(), number);
    }

    private static Requirement each(ReplicaSet replicas) {
        List<String> datacenters = replicas.datacenters();
        int[] required = new int[datacenters.size()];
        for (int i = 0; i < required.length; i++) {
            int factor = replicas.factor(datacenters.get(i));
            required[i] = factor == 0 ? 0 : quorum(factor);
        }
        return new Requirement(null, datacenters, required);
    }

    private static int quorum(int factor) {
        return factor / 2 + 1;
    }

    /** How many groups are counted apart. */
    int groups() {
        return required.length;
    }

    /** How many answers a group needs. */
    int required(int group) {
        return required[group];
    }

    /** The group that a member's answer counts for, or {@link #NOBODY}. */
    int groupOf(RecordMember member) {
        if (local != null) {
            return member.datacenter().equals(local) ? EVERYBODY : NOBODY;
        }
        return each.isEmpty() ? EVERYBODY : each.indexOf(member.datacenter());
    }
}
