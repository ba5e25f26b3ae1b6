package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This node's view of who is in the cluster and whether they answer, and its own part in it. Used on the loop only. */
public interface Membership {

    /** This node, as it shows itself to others. */
    Member self();

    /** All members, this node and dead ones included, in order of their ids. */
    List<Member> members();

    /** The member with this id, null if none is known. */
    @Nullable
    Member member(NodeId id);

    /** The liveness of this id: DEAD also if no such member is known. */
    Liveness liveness(NodeId id);

    /**
     * States a fact about this node and spreads it: {@code dc}, {@code rack}, {@code epoch}, {@code status}, …. Stating the same value
     * again spreads nothing. Facts stated in one turn of the loop are seen together. They do not outlive this process.
     *
     * @throws IllegalArgumentException if name or value is too long, or there are too many (see {@link GossipOptions})
     */
    void updateSelf(String fact, String value);

    /** Adds a listener; it hears of changes from now on. */
    void listen(MembershipListener listener);

    /** More endpoints to contact, now and until one answers: the members that a cluster record on disk names, say. */
    void contact(Collection<Endpoint> endpoints);

    /** Asks for an early probe of the member that is reached there, because a connection broke, say: only a probe makes a member suspect. */
    void probeSoon(Endpoint endpoint);

    /** Drops a member from the view for good, because it was removed from the cluster: whatever is said about it is ignored from now on. */
    void forget(NodeId id);

    /** Tells the others that this node goes away, so that they hold it DEAD at once. From now on it neither probes nor refutes. */
    void leave();
}
