package io.starlingdb.node.record;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.ring.TransitionSteps;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;

/**
 * A change of the cluster record: a pure function, applied to the newest record, and again to a newer one where another
 * change was chosen first.
 */
@FunctionalInterface
public interface RecordChange {

    /**
     * The record as it should be; its epoch is raised when it is agreed upon. An equal one means that there is
     * nothing to do.
     *
     * @throws StarlingException where the change makes no sense for this record: it is refused with that answer
     */
    ClusterRecord applyTo(ClusterRecord current);

    /** A change of keyspaces or tables. One of a keyspace's replication begins the transition that moves its rows. */
    static RecordChange schema(SchemaChange change) {
        return current -> {
            Schema changed = change.applyTo(current.schema());
            if (changed.equals(current.schema())) {
                return current;
            }
            ClusterRecord next = current.with(changed);
            if (change instanceof SchemaChange.AlterKeyspace alter) {
                KeyspaceSchema before = current.schema().requireKeyspace(alter.name());
                KeyspaceSchema after = changed.requireKeyspace(alter.name());
                if (!before.replication().equals(after.replication())
                        && !before.tables().isEmpty()) {
                    return MemberSteps.replicate(next, alter.name(), before.replication());
                }
            }
            TransitionSteps.requireDisjoint(next);
            return next;
        };
    }

    /** The member {@code id} starts again with a new memory, because it lost what it remembered. */
    static RecordChange memory(NodeId id, long memory) {
        return current -> {
            RecordMember member = current.member(id);
            boolean asIs = member == null || member.memory() == memory;
            return asIs ? current : current.with(current.roster().renewing(id, memory));
        };
    }

    /** The member {@code id} is reached at another endpoint from now on. */
    static RecordChange endpoint(NodeId id, Endpoint endpoint) {
        return current -> {
            Roster roster = current.roster().changing(id, member -> member.at(endpoint));
            return roster.equals(current.roster()) ? current : current.with(roster);
        };
    }
}
