package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.TransitionSteps;
import io.starlingdb.node.streaming.Newcoming;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The operations that change who owns what: {@code decommission}, {@code remove}, {@code replace}, {@code rebalance}, {@code cancel}, and
 * {@code plan}, which only says what would happen. Loop only.
 */
public final class OwnershipOperations {
    /** At which a rebalance stops moving tokens. */
    private static final double EVEN_ENOUGH = 1.05;

    private final Membership membership;
    private final RecordAgreement record;
    private final Newcoming newcoming;
    private final Scheduler loop;
    private final Executor blocking;

    /**
     * @param newcoming how this node takes a dead member's place
     * @param blocking where tokens are searched, which may take a second
     */
    public OwnershipOperations(
            Membership membership, RecordAgreement record, Newcoming newcoming, Scheduler loop, Executor blocking) {
        this.membership = membership;
        this.record = record;
        this.newcoming = newcoming;
        this.loop = loop;
        this.blocking = blocking;
    }

    /** All of them. */
    public List<NodeOperation> all() {
        return List.of(
                operation("decommission", this::decommission),
                operation("remove", this::remove),
                operation("replace", this::replace),
                operation("rebalance", this::rebalance),
                operation("cancel", this::cancel),
                new PlanOperation(membership, record, loop, blocking));
    }

    private CompletableFuture<Object> decommission(JsonNode parameters, OperationProgress progress) {
        NodeId node = parameters.has("node")
                ? NamedMember.find(record.current(), parameters).id()
                : membership.self().id();
        boolean force = parameters.path("force").asBoolean(false);
        requireAlive(node);
        return begin(known -> MemberSteps.decommission(known, node, force), node, progress);
    }

    private CompletableFuture<Object> remove(JsonNode parameters, OperationProgress progress) {
        List<RecordMember> members = NamedMember.findAll(record.current(), parameters);
        members.forEach(this::requireDead);
        List<NodeId> dead = members.stream().map(RecordMember::id).toList();
        return new RemovalRun(record, loop, dead, progress)
                .run()
                .thenCompose(begun -> follow(begun, dead.get(0), progress));
    }

    private CompletableFuture<Object> replace(JsonNode parameters, OperationProgress progress) {
        RecordMember member = NamedMember.find(record.current(), parameters);
        requireDead(member);
        NodeId self = membership.self().id();
        if (record.current().member(self) != null) {
            throw conflict(
                    "This node is a member already. A dead one is replaced by a new node: start one with an empty"
                            + " data_dir and --set auto_join=false, and run 'starling replace' on it");
        }
        return newcoming.replace(member.id()).thenCompose(begun -> follow(begun, self, progress));
    }

    private CompletableFuture<Object> rebalance(JsonNode parameters, OperationProgress progress) {
        List<RecordMember> members = record.current().members();
        progress.doing("choosing tokens");
        return CompletableFuture.supplyAsync(() -> TokenAllocator.rebalance(members, EVEN_ENOUGH), blocking)
                .thenComposeAsync(tokens -> rebalance(members, tokens, progress), loop::execute);
    }

    private CompletableFuture<Object> rebalance(
            List<RecordMember> members, SortedMap<NodeId, List<Long>> tokens, OperationProgress progress) {
        if (tokens.isEmpty()) {
            progress.doing("shares are even already");
            return CompletableFuture.completedFuture("even");
        }
        RecordChange change = known -> {
            if (!known.members().equals(members)) {
                throw conflict("The members changed while tokens were chosen for them: try again");
            }
            return MemberSteps.rebalance(known, tokens);
        };
        return begin(change, null, progress);
    }

    private CompletableFuture<Object> cancel(JsonNode parameters, OperationProgress progress) {
        long id = parameters.path("transition").asLong(0);
        return record.change(known -> TransitionSteps.cancel(known, id)).thenApply(undone -> undone.epoch());
    }

    private CompletableFuture<Object> begin(RecordChange change, @Nullable NodeId subject, OperationProgress progress) {
        return record.change(change).thenCompose(begun -> follow(begun, subject, progress));
    }

    private CompletableFuture<Object> follow(
            ClusterRecord begun, @Nullable NodeId subject, OperationProgress progress) {
        List<Transition> running = begun.transitions().running();
        Transition transition = subject == null
                ? (running.isEmpty() ? null : running.get(running.size() - 1))
                : begun.transitions().about(subject);
        if (transition == null) {
            return CompletableFuture.completedFuture(null);
        }
        return new TransitionFollower(membership, record, loop, transition, progress).follow();
    }

    private void requireAlive(NodeId node) {
        if (!node.equals(membership.self().id()) && membership.liveness(node) == Liveness.DEAD) {
            throw conflict("Node " + node + " is dead: it cannot give its ranges away. If it is gone for good, use"
                    + " 'starling remove'");
        }
    }

    private void requireDead(RecordMember member) {
        if (member.id().equals(membership.self().id()) || membership.liveness(member.id()) != Liveness.DEAD) {
            throw conflict("Node " + member.endpoint() + " (" + member.id()
                    + ") lives: use 'starling decommission', which lets it hand its rows over");
        }
    }

    private static StarlingException conflict(String why) {
        return new StarlingException(ErrorCode.CONFLICT, why);
    }

    private static NodeOperation operation(
            String name, BiFunction<JsonNode, OperationProgress, CompletableFuture<Object>> work) {
        return new NodeOperation() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isLong() {
                return !name.equals("cancel");
            }

            @Override
            public CompletableFuture<? extends @Nullable Object> begin(
                    JsonNode parameters, OperationProgress progress) {
                return work.apply(parameters, progress);
            }
        };
    }
}
