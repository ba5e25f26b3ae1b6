package io.starlingdb.node.ring;

import io.starlingdb.node.schema.Replication;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The rings of one epoch: one for each way of replication, computed when first asked for and shared by the keyspaces that
 * have it. Used on one thread, the node's loop.
 */
public final class Rings {
    private final ClusterRecord record;
    private final Map<ReplicationStrategy, Ring> rings = new HashMap<>();
    /** By the very object: an epoch's schema has one for each keyspace, and hashing it would cost each request more. */
    private final IdentityHashMap<Replication, Ring> byReplication = new IdentityHashMap<>();

    public Rings(ClusterRecord record) {
        this.record = record;
    }

    /** The record that they come from. */
    public ClusterRecord record() {
        return record;
    }

    /** The ring of a keyspace with this replication. */
    public Ring ring(Replication replication) {
        Ring ring = byReplication.get(replication);
        if (ring == null) {
            ring = ring(ReplicationStrategy.of(replication, record.members()));
            byReplication.put(replication, ring);
        }
        return ring;
    }

    /** The ring of a way of replication. */
    public Ring ring(ReplicationStrategy strategy) {
        Ring ring = rings.get(strategy);
        if (ring == null) {
            ring = new Ring(record.epoch(), record.members(), strategy);
            rings.put(strategy, ring);
        }
        return ring;
    }
}
