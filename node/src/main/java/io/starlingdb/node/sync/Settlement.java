package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.SettledTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settled time on this node: where it stands as an owner ({@link OwnedScopes}), what it tells the others and asks them ({@link SettleTalk}), and what
 * is found out with them: the first of a scope's owners asks all whether they are in step ({@link SettleRound}). What is settled is saved before it
 * takes effect ({@link SettledStore}). Loop only, but for what replicas ask.
 */
final class Settlement implements SettledTimes {
    private static final int ROUNDS_MAX = 8;

    private final SyncParts on;
    private final LowWater water;
    private final SettlingPace pace;
    private final BooleanSupplier mayCompare;
    private final OwnedScopes owned;
    private final SettledStore store;
    private final SettleTalk talk;
    private final RowExchange rows;
    private final SortedMap<Scope, Long> nextRounds = new TreeMap<>();
    private int rounds;

    /** Reads what is saved (blocks). */
    Settlement(
            SyncParts on,
            SettlingParts with,
            SettlingPace pace,
            SyncRules rules,
            BooleanSupplier mayCompare,
            Supplier<SyncScopes> scopes) {
        this.on = on;
        this.water = with.water();
        this.pace = pace;
        this.mayCompare = mayCompare;
        byte[] saved = SettledStore.load(with.saved());
        boolean isDoubtful = SettledStore.isDoubt(saved) && rules.remembersDoubt();
        this.owned = new OwnedScopes(pace, rules, scopes, SettledRanges.decode(saved), isDoubtful, with.life());
        this.store = new SettledStore(with, pace, on.loop(), owned, mayCompare);
        this.talk = new SettleTalk(on, water, pace, owned, store, mayCompare);
        this.rows = new RowExchange(on, this);
    }

    /** Lets the next life know that this node may hold what others have purged. Blocks. */
    static void doubt(SavedState saved) {
        SettledStore.doubt(saved);
    }

    void start() {
        talk.start();
        if (pace.isOn()) {
            tick();
        }
    }

    boolean isOn() {
        return pace.isOn();
    }

    // What replicas ask and tell

    @Override
    public long closed() {
        return water.closed();
    }

    @Override
    public long settled(int tableId, long token) {
        return owned.settled(tableId, token);
    }

    @Override
    public void joining(List<Entry> entries) {
        if (!entries.isEmpty() && pace.isOn()) {
            owned.joining(entries);
        }
    }

    @Override
    public void joined(List<Entry> entries, boolean gained) {
        owned.joined(entries, gained);
    }

    @Override
    public void exchange(List<RowKey> keys, long deadlineNanos, DoneHandler<Integer> handler) {
        rows.run(keys, deadlineNanos, handler);
    }

    @Override
    public void fetching(boolean begins) {
        talk.fetching(begins);
    }

    // What exchanges ask and tell

    /** Where this node stands as an owner. */
    OwnedScopes owned() {
        return owned;
    }

    /** Where the owner of this row stands; null if it is none. */
    @Nullable
    Owned owned(RowKey key) {
        return owned.at(key.tableId(), key.token());
    }

    /** Takes a scope for settled, if it is complete, once that is saved. */
    void adopt(Owned one, long settled) {
        store.adopt(one, settled);
    }

    /** What is settled; it stays so until {@link #release}. */
    SettledRanges hold() {
        return store.hold();
    }

    /** What was settled until now. */
    SettledRanges release() {
        return store.release();
    }

    /** A row here cannot be read: what it held may be missing. */
    void lost(RowKey key) {
        Owned one = owned(key);
        if (one != null) {
            one.doubtVersion();
        }
    }

    /**
     * On what terms to exchange a scope with another owner: asks that one first, and takes over what it knows to be settled.
     *
     * @param handler hears the terms; null if the two cannot be compared now
     */
    void agree(Scope scope, NodeId with, Consumer<@Nullable ExchangeTerms> handler) {
        Owned one = owned.of(scope);
        if (one == null || !pace.isOn()) {
            handler.accept(one == null ? null : ExchangeTerms.NONE);
            return;
        }
        long mine = one.version();
        long closed = water.closedForAll();
        SettleAsk ask = new SettleAsk(on.record().current().epoch(), scope, SettleAsk.Step.LOOK, 0, one.settled());
        talk.ask(with, ask, (who, told) -> {
            boolean isGood = told.standing() == SettleTold.Standing.GOOD;
            boolean isIncomplete = told.standing() == SettleTold.Standing.INCOMPLETE;
            boolean hasAnswered = isGood || isIncomplete || told.standing() == SettleTold.Standing.BUSY;
            if (!hasAnswered || owned.of(scope) != one) {
                handler.accept(null);
            } else if (one.isDoubtful()) {
                handler.accept(isGood ? new ExchangeTerms(told.settled(), told.fence(), true, true, null) : null);
            } else if (!one.isComplete()) {
                handler.accept(new ExchangeTerms(told.settled(), told.fence(), false, isGood, null));
            } else if (isIncomplete) {
                handler.accept(new ExchangeTerms(one.settled(), told.fence(), false, false, null));
            } else if (told.settled() != one.settled()) {
                store.adopt(one, told.settled());
                handler.accept(null);
            } else {
                SettleTold.InStep exchange =
                        new SettleTold.InStep(with, mine, told.version(), Math.min(closed, told.closed()));
                handler.accept(new ExchangeTerms(one.settled(), told.fence(), false, false, exchange));
            }
        });
    }

    /** An exchange on these terms has compared everything. */
    void compared(Scope scope, ExchangeTerms terms, boolean mended) {
        Owned one = owned.of(scope);
        if (one == null) {
            return;
        }
        SettleTold.InStep exchange = terms.exchange();
        if (exchange != null) {
            one.completed(exchange, mended);
        }
        if (terms.completes() && !one.isComplete()) {
            complete(one, terms.settled());
        }
    }

    /** An owner holds what is settled: it has compared everything with one that does, or nobody knows of anything settled. */
    private void complete(Owned one, long settled) {
        owned.complete(one, settled);
        store.want(one.scope(), settled);
    }

    // Agreeing

    private void tick() {
        SyncScopes present = owned.show();
        nextRounds.keySet().retainAll(owned.all().keySet());
        long now = on.time().nanoTime();
        for (Scope scope : List.copyOf(owned.all().keySet())) {
            Owned one = owned.of(scope);
            if (one != null
                    && mayCompare.getAsBoolean()
                    && rounds < ROUNDS_MAX
                    && now - nextRounds.getOrDefault(scope, now) >= 0) {
                List<NodeId> all = new ArrayList<>(present.peers(scope));
                all.add(on.self());
                all.sort(null);
                if (!one.isComplete()) {
                    askWhetherAnythingIsSettled(one, present.peers(scope), false);
                } else if (all.get(0).equals(on.self()) && all.stream().noneMatch(this::isDead)) {
                    rounds++;
                    new SettleRound(all, talk.asker(scope), settled -> ended(scope, present, all, settled)).start();
                }
                nextRounds.put(scope, now + pace.roundNanos());
            }
        }
        on.loop().schedule(pace.tickNanos(), this::tick);
    }

    /**
     * Asks all others twice, the second time when all have answered the first. If neither time one knew of anything settled, then nothing is: an
     * owner that became complete between had it from one that was complete, which one of the two rounds has asked. One in doubt may hold what
     * others have purged, so it goes by this only where nobody is complete at all; else it yields to one that is.
     */
    private void askWhetherAnythingIsSettled(Owned one, List<NodeId> peers, boolean isSecond) {
        int[] open = {peers.size()};
        boolean[] isSettled = new boolean[1];
        SettleAsk ask = new SettleAsk(on.record().current().epoch(), one.scope(), SettleAsk.Step.LOOK, 0, 0);
        for (NodeId peer : peers) {
            talk.ask(peer, ask, (who, told) -> {
                isSettled[0] |= !hasNothingSettled(one, told);
                if (--open[0] > 0 || isSettled[0] || owned.of(one.scope()) != one || one.isComplete()) {
                    return;
                }
                if (isSecond) {
                    complete(one, 0);
                } else {
                    askWhetherAnythingIsSettled(one, peers, true);
                }
            });
        }
    }

    private static boolean hasNothingSettled(Owned asker, SettleTold told) {
        return switch (told.standing()) {
            case INCOMPLETE, DOUBTFUL -> true;
            case GOOD, BUSY -> !asker.isDoubtful() && told.settled() == 0;
            case OTHER_EPOCH, CHANGED -> false;
        };
    }

    private boolean isDead(NodeId member) {
        return !member.equals(on.self()) && on.membership().liveness(member) == Liveness.DEAD;
    }

    private void ended(Scope scope, SyncScopes present, List<NodeId> owners, long settled) {
        rounds--;
        Owned one = owned.of(scope);
        if (settled <= 0 || one == null || owned.show() != present) {
            return;
        }
        store.adopt(one, settled);
        SettleAsk tell = new SettleAsk(present.epoch(), scope, SettleAsk.Step.SETTLED, 0, settled);
        for (NodeId owner : owners) {
            if (!owner.equals(on.self())) {
                talk.ask(owner, tell, (who, told) -> {});
            }
        }
    }
}
