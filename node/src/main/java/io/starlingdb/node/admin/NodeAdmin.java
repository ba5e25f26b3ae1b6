package io.starlingdb.node.admin;

import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.concurrent.CompletableFuture;

/** This node about itself, and the operations on it. Loop only. */
public final class NodeAdmin {
    private final String configuredCluster;
    private final LocalNode node;
    private final Membership membership;
    private final RecordAgreement agreement;
    private final TimeSource time;
    private final Operations operations;

    public NodeAdmin(
            String configuredCluster,
            LocalNode node,
            Membership membership,
            RecordAgreement agreement,
            TimeSource time) {
        this.configuredCluster = configuredCluster;
        this.node = node;
        this.membership = membership;
        this.agreement = agreement;
        this.time = time;
        this.operations = new Operations(time);
    }

    /** For {@code GET /health/ready}: 200 while it {@link NodeState#acceptsClients}, else 503. */
    public NodeState state() {
        return node.state();
    }

    /** {@code GET /v1/node}. */
    public NodeStatusReport report() {
        Member self = membership.self();
        ClusterRecord record = agreement.current();
        return new NodeStatusReport(
                self.id().toString(),
                self.endpoint().toString(),
                NodeFacts.text(self, NodeFacts.HTTP),
                NodeFacts.text(self, NodeFacts.CQL),
                record.isFounded() ? record.name() : configuredCluster,
                node.state(),
                NodeFacts.text(self, NodeFacts.DATACENTER),
                NodeFacts.text(self, NodeFacts.RACK),
                record.epoch(),
                membership.members().size(),
                (int) membership.members().stream().filter(Member::isAlive).count(),
                NodeFacts.number(self, NodeFacts.LOAD, 0),
                NodeFacts.text(self, NodeFacts.VERSION),
                ClusterAdmin.uptimeSeconds(self, time),
                node.hints());
    }

    /**
     * {@code POST /v1/node/{operation}}: {@code drain} and {@code flush} complete when they are done.
     *
     * @return how it ended; a failed operation is a status too
     * @throws StarlingException NOT_IMPLEMENTED for operations to come, NOT_FOUND for others
     */
    public CompletableFuture<OperationStatus> operate(String operation) {
        return switch (operation) {
            case "drain" -> operations.run(operation, node::drain);
            case "flush" -> operations.run(operation, node::flush);
            case "repair", "snapshot", "decommission" ->
                throw StarlingException.notImplemented("The operation '" + operation + "' is not there yet");
            default -> throw StarlingException.notFound("There is no operation '" + operation + "' on a node");
        };
    }

    /**
     * {@code GET /v1/operations/{id}}.
     *
     * @throws StarlingException NOT_FOUND if there is none, or it was too long ago
     */
    public OperationStatus operation(String id) {
        return operations.status(id);
    }
}
