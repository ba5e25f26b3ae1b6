package io.starlingdb.client;

import java.util.Locale;
import java.util.Optional;

/**
 * How many replicas a request waits for, by name (Cassandra's names and meanings, DESIGN 6.1). With a replication factor
 * {@code N}, a quorum is {@code N / 2 + 1}.
 */
public enum ConsistencyLevel {
    /** Writes only: any node, a hint included. Outside the guarantees on reads that follow writes. */
    ANY,
    /** One replica. */
    ONE,
    /** Two replicas. */
    TWO,
    /** Three replicas. */
    THREE,
    /** A quorum of all replicas, whichever datacenter they are in. */
    QUORUM,
    /** Every replica. */
    ALL,
    /** A quorum of the replicas in the coordinator's datacenter. */
    LOCAL_QUORUM,
    /** A quorum in each datacenter. */
    EACH_QUORUM,
    /** Linearizable, across datacenters: conditional writes, and reads that must see them. */
    SERIAL,
    /** Linearizable within the coordinator's datacenter. */
    LOCAL_SERIAL,
    /** One replica in the coordinator's datacenter. */
    LOCAL_ONE;

    /** Whether this is one of the two linearizable levels. */
    public boolean isSerial() {
        return this == SERIAL || this == LOCAL_SERIAL;
    }

    /** Whether only replicas of the coordinator's datacenter count. */
    public boolean isLocal() {
        return this == LOCAL_ONE || this == LOCAL_QUORUM || this == LOCAL_SERIAL;
    }

    /** The level that {@code name} names, in any case ({@code quorum}, {@code LOCAL_QUORUM}); empty if none does. */
    public static Optional<ConsistencyLevel> find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (ConsistencyLevel level : values()) {
            if (level.name().equals(wanted)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
