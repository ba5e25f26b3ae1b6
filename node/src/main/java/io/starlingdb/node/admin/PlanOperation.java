package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Removal;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.SchemaChange;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code plan}: begins a change on a copy of the record that nobody else sees, and tells what it would hand over. */
final class PlanOperation implements NodeOperation {
    private static final double EVEN_ENOUGH = 1.05;
    private static final int TOKENS = 16;

    private final Membership membership;
    private final RecordAgreement record;

    private final Scheduler loop;
    private final Executor blocking;

    PlanOperation(Membership membership, RecordAgreement record, Scheduler loop, Executor blocking) {
        this.membership = membership;
        this.record = record;
        this.loop = loop;
        this.blocking = blocking;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public boolean isLong() {
        return false;
    }

    @Override
    public CompletableFuture<? extends @Nullable Object> begin(JsonNode parameters, OperationProgress progress) {
        ClusterRecord known = record.current();
        String change = parameters.path("change").asText("");
        if (!change.equals("join") && !change.equals("rebalance")) { // only these search for tokens, which takes long
            return CompletableFuture.completedFuture(
                    new RingPlanner(membership, known, begun(known, change, parameters)).plan(change));
        }
        return CompletableFuture.supplyAsync(() -> begun(known, change, parameters), blocking)
                .thenApplyAsync(begun -> new RingPlanner(membership, known, begun).plan(change), loop::execute);
    }

    private static ClusterRecord begun(ClusterRecord known, String change, JsonNode parameters) {
        return switch (change) {
            case "join" -> MemberSteps.join(known, newcomer(parameters, new Location("dc1", "rack1")));
            case "replace" -> {
                RecordMember former = NamedMember.find(known, parameters);
                yield MemberSteps.replace(known, newcomer(parameters, former.location()), former.id());
            }
            case "decommission" ->
                MemberSteps.decommission(
                        known, NamedMember.find(known, parameters).id(), true);
            case "remove" ->
                Removal.step(
                        known,
                        NamedMember.findAll(known, parameters).stream()
                                .map(RecordMember::id)
                                .toList());
            case "rebalance" -> MemberSteps.rebalance(known, TokenAllocator.rebalance(known.members(), EVEN_ENOUGH));
            case "replication" -> replicated(known, parameters);
            default ->
                throw StarlingException.badRequest(
                        "A plan is of join, decommission, remove, replace, rebalance or replication, not of '" + change
                                + "'");
        };
    }

    /** As ALTER KEYSPACE would begin it. */
    private static ClusterRecord replicated(ClusterRecord known, JsonNode parameters) {
        SortedMap<String, String> options = new TreeMap<>();
        parameters
                .path("replication")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        SchemaChange change = new SchemaChange.AlterKeyspace(
                parameters.path("keyspace").asText(""), Replication.parse(options), null, false);
        return RecordChange.schema(change).applyTo(known);
    }

    /** @param otherwise where it stands if it is not said */
    private static MemberSteps.Newcomer newcomer(JsonNode parameters, Location otherwise) {
        return new MemberSteps.Newcomer(
                new NodeId(0, 0),
                0,
                new Endpoint("a-new-node", 7000),
                new Location(
                        parameters.path("datacenter").asText(otherwise.datacenter()),
                        parameters.path("rack").asText(otherwise.rack())),
                parameters.path("tokens").asInt(TOKENS));
    }
}
