package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code recover-record}: the way out where a majority of the voters is gone for good. The operator names every survivor ({@code nodes}) and, to
 * confirm it, the cluster ({@code confirm}). Loop only.
 */
public final class RecoverRecordOperation implements NodeOperation {
    private final Membership membership;
    private final RecordAgreement record;

    public RecoverRecordOperation(Membership membership, RecordAgreement record) {
        this.membership = membership;
        this.record = record;
    }

    @Override
    public String name() {
        return "recover-record";
    }

    @Override
    public boolean isLong() {
        return true;
    }

    @Override
    public CompletableFuture<? extends @Nullable Object> begin(JsonNode parameters, OperationProgress progress) {
        ClusterRecord known = record.current();
        if (!parameters.path("confirm").asText("").equals(known.name()) || !known.isFounded()) {
            throw StarlingException.badRequest("This gives up on every node that is not named, for ever. To confirm it,"
                    + " 'confirm' is the cluster's name");
        }
        Set<NodeId> survivors = new TreeSet<>();
        NamedMember.findAll(known, parameters).forEach(member -> survivors.add(member.id()));
        for (RecordMember member : known.members()) {
            boolean isDead =
                    !member.id().equals(membership.self().id()) && membership.liveness(member.id()) == Liveness.DEAD;
            if (isDead == survivors.contains(member.id())) {
                throw new StarlingException(
                        ErrorCode.CONFLICT,
                        "Node " + member.endpoint() + " (" + member.id() + ") is "
                                + (isDead
                                        ? "said to survive, and is dead: start it, or do not name it"
                                        : "not named, and lives: stop it for good, or name it"));
            }
        }
        return record.recover(survivors).thenApply(ClusterRecord::epoch);
    }
}
