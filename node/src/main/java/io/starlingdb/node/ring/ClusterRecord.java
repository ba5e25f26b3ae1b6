package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what, and the schema, at one epoch. Immutable; each epoch has one record, the same on every node, and epoch
 * {@code n + 1} is chosen by the voters that epoch {@code n} names.
 *
 * @param epoch 0 before the cluster is founded, then 1, 2, …
 * @param clusterId drawn at the founding, the same for ever
 * @param name what people call the cluster
 * @param roster who belongs to it
 * @param schema its keyspaces and tables
 * @param transitions what is under way about who owns what
 * @param changes the ids of the newest changes, oldest first, at most {@link #CHANGES_KEPT}: the last one made this epoch
 */
public record ClusterRecord(
        long epoch,
        UUID clusterId,
        String name,
        Roster roster,
        Schema schema,
        Transitions transitions,
        List<ChangeId> changes) {

    /** A change is recognised as made for so many epochs. */
    public static final int CHANGES_KEPT = 128;

    private static final ClusterRecord UNFOUNDED =
            new ClusterRecord(0, new UUID(0, 0), "", Roster.EMPTY, Schema.EMPTY, List.of());

    public ClusterRecord {
        int old = Math.max(0, changes.size() - CHANGES_KEPT);
        changes = List.copyOf(changes.subList(old, changes.size()));
    }

    /** A record of a cluster in which nothing is under way. */
    public ClusterRecord(
            long epoch, UUID clusterId, String name, Roster roster, Schema schema, List<ChangeId> changes) {
        this(epoch, clusterId, name, roster, schema, Transitions.NONE, changes);
    }

    /** What a node knows before any cluster was founded: epoch 0, nobody, nothing. */
    public static ClusterRecord unfounded() {
        return UNFOUNDED;
    }

    /** Whether this is the record of a cluster, and not epoch 0. */
    public boolean isFounded() {
        return epoch > 0;
    }

    /**
     * The cluster's number in message frames, 0 before the founding: frames of different clusters must not meet.
     */
    public long tag() {
        if (!isFounded()) {
            return 0;
        }
        long mixed = clusterId.getMostSignificantBits() * 0x9E3779B97F4A7C15L ^ clusterId.getLeastSignificantBits();
        return mixed == 0 ? 1 : mixed;
    }

    /** All members, ascending by actor. */
    public List<RecordMember> members() {
        return roster.members();
    }

    /** The member with this id, or null. */
    public @Nullable RecordMember member(NodeId id) {
        return roster.member(id);
    }

    /** The member with this actor number, or null. */
    public @Nullable RecordMember member(int actor) {
        return roster.member(actor);
    }

    /** Who votes on the next epoch, ascending by actor. */
    public List<RecordMember> voters() {
        return roster.votingMembers();
    }

    /** Whether the change {@code id} made this epoch or one of the {@link #CHANGES_KEPT} − 1 before it. */
    public boolean contains(ChangeId id) {
        return changes.contains(id);
    }

    /** This record with another schema; the epoch is raised when the change is agreed upon. */
    public ClusterRecord with(Schema newSchema) {
        return new ClusterRecord(epoch, clusterId, name, roster, newSchema, transitions, changes);
    }

    /** This record with another roster; the epoch is raised when the change is agreed upon. */
    public ClusterRecord with(Roster newRoster) {
        return new ClusterRecord(epoch, clusterId, name, newRoster, schema, transitions, changes);
    }

    /** This record with other transitions; the epoch is raised when the change is agreed upon. */
    public ClusterRecord with(Transitions newTransitions) {
        return new ClusterRecord(epoch, clusterId, name, roster, schema, newTransitions, changes);
    }

    /**
     * The epoch of the newest change of who owns what, or of who is asked for it. Who places a request by an older record may
     * ask the wrong nodes, and is told so.
     */
    public long placedAt() {
        return transitions.placedAt();
    }

    /** This record as the next epoch, made by the change {@code id}. */
    public ClusterRecord nextEpoch(ChangeId id) {
        List<ChangeId> more = new ArrayList<>(changes);
        more.add(id);
        return new ClusterRecord(epoch + 1, clusterId, name, roster, schema, transitions, more);
    }
}
