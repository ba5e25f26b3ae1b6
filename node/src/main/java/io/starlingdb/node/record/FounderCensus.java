package io.starlingdb.node.record;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordMessage.Founder;
import io.starlingdb.node.record.RecordMessage.FounderQuery;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Asks the nodes that are to found a cluster who they are. Fails at the first that cannot be one, or does not answer. */
final class FounderCensus {
    private final RecordSeams seams;
    private final Set<Endpoint> waiting;
    private final Map<NodeId, Founder> founders = new TreeMap<>();
    private final CompletableFuture<List<Founder>> result = new CompletableFuture<>();
    private int left;

    FounderCensus(RecordSeams seams, List<Endpoint> waiting) {
        this.seams = seams;
        this.waiting = new LinkedHashSet<>(waiting);
        this.left = this.waiting.size();
    }

    /** The founders, ascending by id. */
    CompletableFuture<List<Founder>> take() {
        if (!waiting.contains(seams.self().endpoint())) {
            return CompletableFuture.failedFuture(
                    StarlingException.badRequest("A cluster is founded by one of its nodes"));
        }
        for (Endpoint node : waiting) {
            ask(node);
        }
        return result;
    }

    private void ask(Endpoint node) {
        long patience = seams.timings().answerNanos();
        seams.messenger().request(node, Lane.REQUEST, new FounderQuery(), patience, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                if (reply instanceof Founder founder) {
                    add(node, founder);
                } else if (reply instanceof Update update) {
                    result.completeExceptionally(FoundingRefusals.exists(node, update.record()));
                } else {
                    onFailure(Failure.UNSENDABLE);
                }
            }

            @Override
            public void onFailure(Failure failure) {
                result.completeExceptionally(new StarlingException(
                        ErrorCode.UNAVAILABLE,
                        node + " does not answer; every node that is to found the cluster must",
                        Map.of("required", waiting.size(), "alive", founders.size())));
            }
        });
    }

    private void add(Endpoint node, Founder founder) {
        String wanted = seams.self().clusterName();
        if (!founder.clusterName().equals(wanted)) {
            result.completeExceptionally(new StarlingException(
                    ErrorCode.CONFLICT,
                    node + " waits for the cluster '" + founder.clusterName() + "', not '" + wanted
                            + "': its cluster_name differs"));
            return;
        }
        founders.put(founder.id(), founder);
        if (--left == 0) {
            result.complete(new ArrayList<>(founders.values()));
        }
    }
}
