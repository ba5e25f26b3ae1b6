package io.starlingdb.client.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: the nodes one after another, those left out that did not take work lately, unless there is no other. Thread safe.
 */
final class NodeChoice {
    private static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<NodeAddress> nodes;
    private final LongSupplier nanoTime;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<NodeAddress, Long> avoidedSince = new ConcurrentHashMap<>();

    /**
     * @param nodes at least one
     * @param nanoTime as {@link System#nanoTime}
     */
    NodeChoice(List<NodeAddress> nodes, LongSupplier nanoTime) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("at least one node is needed");
        }
        this.nodes = List.copyOf(nodes);
        this.nanoTime = nanoTime;
    }

    /** @param last the node that was tried last, to be chosen only if there is no other; null for none */
    NodeAddress next(@Nullable NodeAddress last) {
        List<NodeAddress> order = order();
        for (NodeAddress node : order) {
            if (!node.equals(last) && !isAvoided(node)) {
                return node;
            }
        }
        for (NodeAddress node : order) {
            if (!node.equals(last)) {
                return node;
            }
        }
        return order.get(0);
    }

    void failed(NodeAddress node) {
        avoidedSince.put(node, nanoTime.getAsLong());
    }

    void answered(NodeAddress node) {
        avoidedSince.remove(node);
    }

    private List<NodeAddress> order() {
        int first = Math.floorMod(turn.getAndIncrement(), nodes.size());
        List<NodeAddress> order = new ArrayList<>(nodes.subList(first, nodes.size()));
        order.addAll(nodes.subList(0, first));
        return order;
    }

    private boolean isAvoided(NodeAddress node) {
        Long since = avoidedSince.get(node);
        return since != null && nanoTime.getAsLong() - since < AVOIDED_NANOS;
    }
}
