package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** This node about itself, and the operations on it. Loop only. */
public final class NodeAdmin {
    private final String configuredCluster;
    private final LocalNode node;
    private final Membership membership;
    private final RecordAgreement agreement;
    private final TimeSource time;
    private final Operations operations;
    private final Map<String, NodeOperation> kinds = new TreeMap<>();
    private final Map<String, NodeView> views = new TreeMap<>();

    /** @param more operations beside {@code drain} and {@code flush} */
    public NodeAdmin(
            String configuredCluster,
            LocalNode node,
            Membership membership,
            RecordAgreement agreement,
            TimeSource time,
            List<NodeOperation> more) {
        this.configuredCluster = configuredCluster;
        this.node = node;
        this.membership = membership;
        this.agreement = agreement;
        this.time = time;
        this.operations = new Operations(time);
        add(new ShortOperation("drain", node::drain));
        add(new ShortOperation("flush", node::flush));
        more.forEach(this::add);
    }

    /** Has {@code GET /v1/node/{name}} show this too. */
    public NodeAdmin showing(List<NodeView> more) {
        more.forEach(view -> views.put(view.name(), view));
        return this;
    }

    private void add(NodeOperation operation) {
        kinds.put(operation.name(), operation);
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
                node.disk(),
                node.hints(),
                node.isStoringHints(),
                node.clients(),
                node.antiEntropy());
    }

    /**
     * {@code GET /v1/node/{view}}.
     *
     * @param query the query's parameters
     * @throws StarlingException NOT_FOUND where there is no such view; else as it refuses
     */
    public CompletableFuture<?> view(String name, Map<String, String> query) {
        NodeView view = views.get(name);
        if (view == null) {
            throw StarlingException.notFound(
                    "A node shows no '" + name + "'; it shows " + String.join(", ", views.keySet()));
        }
        return view.show(query);
    }

    /**
     * {@code POST /v1/node/{operation}}.
     *
     * @param parameters an object
     * @return how it ended, or for long ones that it has begun; a failed operation is a status too
     * @throws StarlingException NOT_FOUND where there is no such operation; else as it refuses
     */
    public CompletableFuture<OperationStatus> operate(String name, JsonNode parameters) {
        NodeOperation operation = kinds.get(name);
        if (operation == null) {
            throw StarlingException.notFound(
                    "There is no operation '" + name + "' on a node; there are " + String.join(", ", kinds.keySet()));
        }
        return operations.run(operation, parameters);
    }

    /** {@code GET /v1/operations}: those that ran or run on this node, the newest first. */
    public List<OperationStatus> operations() {
        return operations.all();
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
