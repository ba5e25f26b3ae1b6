package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.SettledTimes;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settled time on this node: knows for each scope where this owner stands, tells it the others, and finds out with them what is settled
 * ({@link SettleRound}; the first of a scope's owners asks). What is settled is saved before it takes effect. Loop only, but for what replicas ask.
 */
final class Settlement implements SettledTimes {
    private static final String SAVED_NAME = "settled";
    private static final byte[] DOUBT = {0};
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int ROUNDS_MAX = 8;

    private final SyncParts on;
    private final SettlingParts with;
    private final SettlingPace pace;
    private final SyncRules rules;
    private final Supplier<SyncScopes> scopes;
    private final RowExchange rows;
    private final IdentityHashMap<List<Entry>, List<Owned>> joins = new IdentityHashMap<>();
    private final SortedMap<Scope, Long> nextRounds = new TreeMap<>();
    private final SortedMap<Scope, Long> wanted = new TreeMap<>();
    private SortedMap<Scope, Owned> owned = new TreeMap<>();
    private SettledRanges kept;
    private @Nullable SyncScopes shown;
    private volatile Map<Integer, NavigableMap<Long, SettledRanges.Range>> byTable = Map.of();
    private boolean isDoubtful;
    private boolean isSaving;
    private boolean isHeld;
    private @Nullable Runnable waiting;
    private long lastVersion;
    private int rounds;
    private int fetches;

    /** Reads what is saved (blocks). */
    Settlement(SyncParts on, SettlingParts with, SettlingPace pace, SyncRules rules, Supplier<SyncScopes> scopes) {
        this.on = on;
        this.with = with;
        this.pace = pace;
        this.rules = rules;
        this.scopes = scopes;
        this.rows = new RowExchange(on, this);
        this.lastVersion = with.life();
        byte[] saved = with.saved().load(SAVED_NAME);
        isDoubtful = saved != null && saved.length == 1 && rules.remembersDoubt();
        kept = SettledRanges.decode(saved);
    }

    /** Lets the next life know that this node may hold what others have purged. Blocks. */
    static void doubt(SavedState saved) {
        saved.save(SAVED_NAME, DOUBT);
    }

    void start() {
        on.messenger().on(SettleAsk.class, this::take);
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
        return with.water().closed();
    }

    @Override
    public long settled(int tableId, long token) {
        NavigableMap<Long, SettledRanges.Range> ranges = byTable.get(tableId);
        SettledRanges.Range range = ranges == null ? null : SettledRanges.at(ranges, token);
        return range == null ? 0 : range.settled();
    }

    @Override
    public void joining(List<Entry> entries) {
        if (!entries.isEmpty() && pace.isOn()) {
            List<Owned> touched = ownersOf(entries);
            touched.forEach(Owned::beginJoin);
            joins.put(entries, touched);
        }
    }

    @Override
    public void joined(List<Entry> entries, boolean gained) {
        List<Owned> touched = joins.remove(entries);
        if (touched != null) {
            touched.forEach(one -> one.endJoin(gained));
        }
    }

    private List<Owned> ownersOf(List<Entry> entries) {
        show();
        List<Owned> touched = new ArrayList<>(1);
        Owned last = null;
        for (Entry entry : entries) {
            RowKey key = entry.key();
            if (last == null || !last.scope().range().contains(key.token())) {
                last = owned(key);
                if (last != null && !touched.contains(last)) {
                    touched.add(last);
                }
            }
        }
        return touched;
    }

    @Override
    public void exchange(List<RowKey> keys, long deadlineNanos, DoneHandler<Integer> handler) {
        rows.run(keys, deadlineNanos, handler);
    }

    @Override
    public void fetching(boolean begins) {
        fetches += begins ? 1 : -1;
    }

    // What exchanges ask and tell

    /** Where this owner of a scope stands; null if it is none. */
    @Nullable
    Owned owned(Scope scope) {
        show();
        return owned.get(scope);
    }

    /** Where the owner of this token's rows stands; null if this node is none. */
    @Nullable
    Owned ownedAt(int tableId, long token) {
        Scope scope = show().scopeOf(tableId, token);
        return scope == null ? null : owned.get(scope);
    }

    /** Where the owner of this row stands; null if it is none. */
    @Nullable
    Owned owned(RowKey key) {
        return ownedAt(key.tableId(), key.token());
    }

    /**
     * On what terms to exchange a scope with another owner: asks that one first, and takes over what it knows to be settled.
     *
     * @param handler hears the terms; null if the two cannot be compared now
     */
    void agree(Scope scope, NodeId with, Consumer<@Nullable ExchangeTerms> handler) {
        Owned one = owned(scope);
        if (one == null || !pace.isOn()) {
            handler.accept(one == null ? null : ExchangeTerms.NONE);
            return;
        }
        long mine = one.version();
        long closed = closedForAll();
        SettleAsk ask = new SettleAsk(on.record().current().epoch(), scope, SettleAsk.Step.LOOK, 0, one.settled());
        ask(with, ask, (who, told) -> {
            boolean isGood = told.standing() == SettleTold.Standing.GOOD;
            boolean isIncomplete = told.standing() == SettleTold.Standing.INCOMPLETE;
            boolean hasAnswered = isGood || isIncomplete || told.standing() == SettleTold.Standing.BUSY;
            if (!hasAnswered || owned.get(scope) != one) {
                handler.accept(null);
            } else if (one.isDoubtful()) {
                handler.accept(isGood ? new ExchangeTerms(told.settled(), told.fence(), true, true, null) : null);
            } else if (!one.isComplete()) {
                handler.accept(new ExchangeTerms(told.settled(), told.fence(), false, isGood, null));
            } else if (isIncomplete) {
                handler.accept(new ExchangeTerms(one.settled(), told.fence(), false, false, null));
            } else if (told.settled() != one.settled()) {
                adopt(one, told.settled());
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
        Owned one = owned.get(scope);
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

    /** Up to which stamp both refuse what does not come by exchanges, as far as this node is concerned. */
    long closedForAll() {
        return with.water().closedForAll();
    }

    /** A row here cannot be read: what it held may be missing. */
    void lost(RowKey key) {
        Owned one = owned(key);
        if (one != null) {
            one.doubtVersion();
        }
    }

    /** An owner holds what is settled: it has compared everything with one that does, or nobody knows of anything settled. */
    private void complete(Owned one, long settled) {
        one.complete(settled);
        if (isDoubtful && owned.values().stream().noneMatch(Owned::isDoubtful)) {
            isDoubtful = false;
        }
        wanted.merge(one.scope(), settled, Math::max);
        save();
    }

    /** Whether some scope of this node may hold what others have purged. */
    boolean isDoubtful() {
        show();
        return isDoubtful && owned.values().stream().anyMatch(Owned::isDoubtful);
    }

    /** Who else owns a scope. */
    List<NodeId> peers(Scope scope) {
        return show().peers(scope);
    }

    SortedMap<Scope, Owned> all() {
        show();
        return owned;
    }

    // Scopes

    private SyncScopes show() {
        SyncScopes present = scopes.get();
        if (present != shown) {
            shown = present;
            carryOver(present);
        }
        return present;
    }

    private void carryOver(SyncScopes present) {
        SettledRanges before = kept;
        SortedMap<Scope, Owned> next = new TreeMap<>();
        for (Scope scope : present.scopes()) {
            Owned known = owned.get(scope);
            if (known != null && known.scope().equals(scope)) {
                next.put(scope, known);
                continue;
            }
            long settled = Long.MAX_VALUE;
            for (String keyspace : present.keyspaces(scope)) {
                NavigableMap<Long, SettledRanges.Range> ranges = before.of(keyspace);
                settled = ranges.isEmpty() ? settled : Math.min(settled, SettledRanges.lowestIn(ranges, scope.range()));
            }
            boolean isAlone = present.peers(scope).isEmpty();
            boolean isKnown = settled != Long.MAX_VALUE && settled >= 0;
            Owned.State state = isAlone || (rules.isComplete(isKnown) && !isDoubtful)
                    ? Owned.State.COMPLETE
                    : isDoubtful ? Owned.State.DOUBTFUL : Owned.State.INCOMPLETE;
            Owned added = new Owned(scope, lastVersion += 1_000_000, isKnown ? settled : 0, state);
            joins.values().forEach(touched -> {
                touched.add(added);
                added.beginJoin();
            });
            next.put(scope, added);
        }
        owned = next;
        nextRounds.keySet().retainAll(next.keySet());
        wanted.keySet().retainAll(next.keySet());
        if (!next.isEmpty() && pace.isOn()) {
            kept = ranges(present, Map.of());
        }
        publish(present);
    }

    private SettledRanges ranges(SyncScopes present, Map<Scope, Long> more) {
        SettledRanges all = new SettledRanges();
        owned.forEach((scope, one) -> {
            long settled = Math.max(one.settled(), more.getOrDefault(scope, 0L));
            if (one.isComplete()) {
                present.keyspaces(scope).forEach(keyspace -> all.put(keyspace, scope.range(), settled));
            }
        });
        return all;
    }

    private void publish(SyncScopes present) {
        Map<Integer, NavigableMap<Long, SettledRanges.Range>> next = new TreeMap<>();
        Map<String, NavigableMap<Long, SettledRanges.Range>> byName = new TreeMap<>();
        owned.forEach((scope, one) -> {
            if (one.settled() > 0 && pace.isOn()) {
                byName.computeIfAbsent(scope.keyspace(), any -> new TreeMap<>())
                        .put(scope.range().end(), new SettledRanges.Range(scope.range(), one.settled()));
            }
        });
        owned.keySet().forEach(scope -> {
            NavigableMap<Long, SettledRanges.Range> ranges = byName.get(scope.keyspace());
            if (ranges != null) {
                present.tables(scope).forEach(table -> next.put(table, ranges));
            }
        });
        byTable = next;
    }

    // Agreeing

    private void take(Inbound<SettleAsk> in) {
        SettleAsk ask = in.message();
        long known = on.record().current().epoch();
        if (ask.epoch() != known) {
            if (ask.epoch() > known) {
                on.record().heardOf(ask.epoch(), in.from());
            }
            reply(in, SettleTold.not(SettleTold.Standing.OTHER_EPOCH));
            return;
        }
        answer(ask, told -> reply(in, told));
    }

    private static void reply(Inbound<SettleAsk> in, SettleTold told) {
        if (in.expectsReply()) {
            in.reply(told);
        }
    }

    private void answer(SettleAsk ask, Consumer<SettleTold> reply) {
        Owned one = owned(ask.scope());
        if (one == null || !pace.isOn()) {
            reply.accept(SettleTold.not(SettleTold.Standing.OTHER_EPOCH));
            return;
        }
        adopt(one, ask.settled());
        if (ask.step() != SettleAsk.Step.CONFIRM) {
            reply.accept(where(one));
            return;
        }
        if (where(one).standing() != SettleTold.Standing.GOOD || one.version() != ask.version()) {
            reply.accept(SettleTold.not(SettleTold.Standing.CHANGED));
            return;
        }
        // What it holds now it must hold after a loss of power as well.
        CompletableFuture<@Nullable Void> unused = on.shards().sync().whenComplete((nothing, failure) -> {
            boolean isSame = failure == null
                    && owned.get(ask.scope()) == one
                    && where(one).standing() == SettleTold.Standing.GOOD
                    && one.version() == ask.version();
            if (isSame) {
                one.raiseFence();
            }
            reply.accept(isSame ? where(one) : SettleTold.not(SettleTold.Standing.CHANGED));
        });
    }

    private SettleTold where(Owned one) {
        SettleTold.Standing standing = one.isDoubtful()
                ? SettleTold.Standing.DOUBTFUL
                : !one.isComplete()
                        ? SettleTold.Standing.INCOMPLETE
                        : one.isJoining() || fetches > 0 || !on.replica().counts()
                                ? SettleTold.Standing.BUSY
                                : SettleTold.Standing.GOOD;
        return new SettleTold(standing, one.version(), one.fence(), closedForAll(), one.settled(), one.inStep());
    }

    private void tick() {
        SyncScopes present = show();
        long now = on.time().nanoTime();
        for (Scope scope : List.copyOf(owned.keySet())) {
            Owned one = owned.get(scope);
            if (one != null && rounds < ROUNDS_MAX && now - nextRounds.getOrDefault(scope, now) >= 0) {
                List<NodeId> all = new ArrayList<>(present.peers(scope));
                all.add(on.self());
                all.sort(null);
                if (!one.isComplete()) {
                    askWhetherAnythingIsSettled(one, present.peers(scope), false);
                } else if (all.get(0).equals(on.self()) && all.stream().noneMatch(this::isDead)) {
                    rounds++;
                    new SettleRound(all, asker(scope), settled -> ended(scope, present, all, settled)).start();
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
            ask(peer, ask, (who, told) -> {
                isSettled[0] |= !hasNothingSettled(one, told);
                if (--open[0] > 0 || isSettled[0] || owned.get(one.scope()) != one || one.isComplete()) {
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

    private SettleRound.Asker asker(Scope scope) {
        long epoch = on.record().current().epoch();
        return (owner, step, version, handler) -> {
            SettleAsk ask = new SettleAsk(epoch, scope, step, version, 0);
            if (owner.equals(on.self())) {
                answer(ask, told -> handler.accept(owner, told));
            } else {
                ask(owner, ask, handler);
            }
        };
    }

    /** Asks another owner; one that does not answer says no. */
    void ask(NodeId owner, SettleAsk ask, BiConsumer<NodeId, SettleTold> handler) {
        RecordMember member = on.record().current().member(owner);
        if (member == null) {
            handler.accept(owner, SettleTold.not(SettleTold.Standing.OTHER_EPOCH));
            return;
        }
        on.messenger().request(member.endpoint(), Lane.BULK, ask, PATIENCE_NANOS, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                handler.accept(
                        owner,
                        reply instanceof SettleTold told ? told : SettleTold.not(SettleTold.Standing.OTHER_EPOCH));
            }

            @Override
            public void onFailure(Failure failure) {
                handler.accept(owner, SettleTold.not(SettleTold.Standing.OTHER_EPOCH));
            }
        });
    }

    private void ended(Scope scope, SyncScopes present, List<NodeId> owners, long settled) {
        rounds--;
        Owned one = owned.get(scope);
        if (settled <= 0 || one == null || shown != present) {
            return;
        }
        adopt(one, settled);
        SettleAsk tell = new SettleAsk(present.epoch(), scope, SettleAsk.Step.SETTLED, 0, settled);
        for (NodeId owner : owners) {
            if (!owner.equals(on.self())) {
                ask(owner, tell, (who, told) -> {});
            }
        }
    }

    /** Takes a scope for settled, once that is saved. */
    void adopt(Owned one, long settled) {
        if (settled > one.settled() && one.isComplete() && pace.isOn()) {
            wanted.merge(one.scope(), settled, Math::max);
            save();
        }
    }

    private void save() {
        SyncScopes present = shown;
        if (isSaving || present == null) {
            return;
        }
        isSaving = true;
        SortedMap<Scope, Long> saving = new TreeMap<>(wanted);
        SettledRanges all = ranges(present, saving);
        byte[] content = isDoubtful ? DOUBT : all.encode();
        boolean takesEffect = !isDoubtful;
        with.blocking().execute(() -> {
            boolean isSaved = write(content);
            on.loop().execute(() -> {
                if (isSaved && takesEffect && isHeld) {
                    waiting = () -> effect(saving); // no more is saved meanwhile
                    return;
                }
                isSaving = false;
                if (isSaved && takesEffect) {
                    saved(saving);
                } else if (!isSaved) {
                    on.loop().schedule(pace.tickNanos(), this::save);
                }
            });
        });
    }

    private void effect(SortedMap<Scope, Long> saving) {
        isSaving = false;
        saved(saving);
    }

    /** What is settled; it stays so until {@link #release}. */
    SettledRanges hold() {
        isHeld = true;
        return ranges(show(), Map.of());
    }

    /** What was settled until now. */
    SettledRanges release() {
        SettledRanges until = ranges(show(), Map.of());
        isHeld = false;
        Runnable held = waiting;
        waiting = null;
        if (held != null) {
            held.run();
        }
        return until;
    }

    private boolean write(byte[] content) {
        try {
            with.saved().save(SAVED_NAME, content);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void saved(SortedMap<Scope, Long> saving) {
        saving.forEach((scope, settled) -> {
            Owned one = owned.get(scope);
            if (one != null) {
                one.settle(settled);
            }
            if (wanted.getOrDefault(scope, 0L) <= settled) {
                wanted.remove(scope);
            }
        });
        SyncScopes present = show();
        kept = ranges(present, Map.of());
        publish(present);
        if (!wanted.isEmpty()) {
            save();
        }
    }
}
