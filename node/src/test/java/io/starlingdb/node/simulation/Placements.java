package io.starlingdb.node.simulation;

import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.Replication;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How the rows of a run are replicated, three copies or four; a keyspace may be changed from any of these to any other. */
final class Placements {
    /** Of each datacenter, so that there is always a machine for each copy. */
    private static final int LEAST_OF_TWO = 2;

    private static final int LEAST = 4;
    private static final int MOST = 6;

    private final int datacenters;

    /** @param datacenters one or two */
    Placements(int datacenters) {
        this.datacenters = datacenters;
    }

    Replication draw(RandomGenerator random) {
        int copies = Floors.REPLICAS + random.nextInt(2);
        if (datacenters == 1) {
            return Replication.simple(copies);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Replication.simple(copies);
            case 1 -> over(2, 1);
            case 2 -> over(1, 2);
            default -> over(2, 2);
        };
    }

    /** What a run begins with. */
    Replication first() {
        return datacenters == 1 ? Replication.simple(Floors.REPLICAS) : over(2, 1);
    }

    private static Replication over(int first, int second) {
        return Replication.networkTopology(Map.of("dc1", first, "dc2", second));
    }

    /** Whether nobody may leave who does not have to. */
    boolean isSmall(int members) {
        return members <= LEAST;
    }

    /** Whether no more are to join. */
    boolean isLarge(int members) {
        return members >= MOST + 2 * (datacenters - 1);
    }

    /** Whether there would be too few machines in its datacenter without this one. */
    boolean needs(ClusterRecord record, RecordMember member) {
        return datacenters > 1
                && record.members().stream()
                                .filter(other -> other.status() == NodeStatus.NORMAL)
                                .filter(other -> other.datacenter().equals(member.datacenter()))
                                .count()
                        <= LEAST_OF_TWO;
    }
}
