package io.starlingdb.node.sync;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Asks all owners of a scope twice where they stand. If none has changed between, then between the two there was a moment at which all were in step
 * with each other: up to what all refused before they compared, the scope is settled. Loop only.
 */
final class SettleRound {
    /** Asks one owner something. */
    interface Asker {
        /** @param handler hears the answer; one that says no if there is none */
        void ask(NodeId owner, SettleAsk.Step step, long version, BiConsumer<NodeId, SettleTold> handler);
    }

    private final List<NodeId> owners;
    private final Asker asker;
    private final LongConsumer handler;
    private final SortedMap<NodeId, SettleTold> told = new TreeMap<>();
    private int open;
    private boolean isRefused;
    private long settled;

    /**
     * @param owners all of them, this node as well
     * @param handler hears up to which stamp the scope is settled, in µs; 0 if the round gave nothing
     */
    SettleRound(List<NodeId> owners, Asker asker, LongConsumer handler) {
        this.owners = List.copyOf(owners);
        this.asker = asker;
        this.handler = handler;
    }

    void start() {
        open = owners.size();
        owners.forEach(owner -> asker.ask(owner, SettleAsk.Step.LOOK, 0, this::looked));
    }

    private void looked(NodeId owner, SettleTold where) {
        isRefused |= where.standing() != SettleTold.Standing.GOOD;
        told.put(owner, where);
        if (--open > 0) {
            return;
        }
        settled = isRefused ? 0 : settledIfUnchanged(told);
        long highest = highestSettled();
        if (settled <= highest) {
            boolean isKnown = told.values().stream().allMatch(one -> one.settled() == highest);
            handler.accept(isKnown ? 0 : highest);
            return;
        }
        open = owners.size();
        told.forEach((who, stood) -> asker.ask(who, SettleAsk.Step.CONFIRM, stood.version(), this::confirmed));
    }

    private long highestSettled() {
        return told.values().stream()
                .filter(one -> one.standing() == SettleTold.Standing.GOOD)
                .mapToLong(SettleTold::settled)
                .max()
                .orElse(0);
    }

    private void confirmed(NodeId owner, SettleTold where) {
        isRefused |= where.standing() != SettleTold.Standing.GOOD;
        if (--open == 0) {
            handler.accept(isRefused ? 0 : settled);
        }
    }

    /** Up to which stamp every two of these were in step, if none of them changes any more; 0 if some two were not. */
    static long settledIfUnchanged(SortedMap<NodeId, SettleTold> told) {
        long lowest = Long.MAX_VALUE;
        List<NodeId> owners = new ArrayList<>(told.keySet());
        for (int i = 0; i < owners.size(); i++) {
            SettleTold one = told.get(owners.get(i));
            lowest = Math.min(lowest, one == null ? 0 : one.closed());
            for (int j = 0; j < i; j++) {
                lowest = Math.min(lowest, inStep(told, owners.get(i), owners.get(j)));
            }
        }
        return lowest == Long.MAX_VALUE ? 0 : lowest;
    }

    private static long inStep(SortedMap<NodeId, SettleTold> told, NodeId one, NodeId other) {
        SettleTold its = told.get(one);
        SettleTold others = told.get(other);
        if (its == null || others == null) {
            return 0;
        }
        SettleTold.InStep byOne = Owned.between(its, other, others);
        SettleTold.InStep byOther = Owned.between(others, one, its);
        return Math.max(byOne == null ? 0 : byOne.closed(), byOther == null ? 0 : byOther.closed());
    }
}
