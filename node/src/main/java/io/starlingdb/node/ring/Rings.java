package io.starlingdb.node.ring;

import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Replication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rings of one epoch: one for each keyspace, computed when first asked for and shared by those that are replicated
 * alike. A ring has the transitions in it that are under way. Used on one thread, the node's loop.
 */
public final class Rings {
    private final ClusterRecord record;
    private final Map<Ways, Ring> rings = new HashMap<>();
    /** By the very object: an epoch's schema has one for each keyspace, and hashing it would cost each request more. */
    private final IdentityHashMap<KeyspaceSchema, Ring> byKeyspace = new IdentityHashMap<>();

    /** How a keyspace was replicated, how it is to be, and the transition that makes it so: 0 for none. */
    record Ways(Replication before, Replication after, long transition) {}

    public Rings(ClusterRecord record) {
        this.record = record;
    }

    /** The record that they come from. */
    public ClusterRecord record() {
        return record;
    }

    /** The ring of a keyspace of the record's schema. */
    public Ring ring(KeyspaceSchema keyspace) {
        Ring ring = byKeyspace.get(keyspace);
        if (ring == null) {
            ring = ring(ways(record, keyspace));
            byKeyspace.put(keyspace, ring);
        }
        return ring;
    }

    /** The ring of any keyspace with this replication, itself not changing. */
    public Ring ring(Replication replication) {
        return ring(new Ways(replication, replication, 0));
    }

    static Ways ways(ClusterRecord record, KeyspaceSchema keyspace) {
        for (Transition transition : record.transitions().running()) {
            if (transition.move() instanceof Move.Replicate replicate
                    && replicate.keyspace().equals(keyspace.name())) {
                return new Ways(replicate.before(), keyspace.replication(), transition.id());
            }
        }
        return new Ways(keyspace.replication(), keyspace.replication(), 0);
    }

    private Ring ring(Ways ways) {
        Ring ring = rings.get(ways);
        if (ring == null) {
            List<Ring.Future> futures = new ArrayList<>();
            for (Transition transition : record.transitions().running()) {
                boolean replicates = transition.move() instanceof Move.Replicate;
                if (!replicates || transition.id() == ways.transition()) {
                    List<RecordMember> after = transition.move().after(record.members());
                    Replication replication = replicates ? ways.after() : ways.before();
                    futures.add(new Ring.Future(plain(record, after, replication), transition.phase()));
                }
            }
            ring = plain(record, record.members(), ways.before()).during(futures);
            rings.put(ways, ring);
        }
        return ring;
    }

    /** The ring that these members make, whatever is under way. */
    static Ring plain(ClusterRecord record, List<RecordMember> members, Replication replication) {
        return new Ring(record.epoch(), members, ReplicationStrategy.of(replication, members));
    }
}
