package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells other owners where this one stands, and asks them where they do. Loop only. */
final class SettleTalk {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SyncParts on;
    private final LowWater water;
    private final SettlingPace pace;
    private final OwnedScopes owned;
    private final SettledStore store;
    private final BooleanSupplier mayCompare;
    private int fetches;

    SettleTalk(
            SyncParts on,
            LowWater water,
            SettlingPace pace,
            OwnedScopes owned,
            SettledStore store,
            BooleanSupplier mayCompare) {
        this.on = on;
        this.water = water;
        this.pace = pace;
        this.owned = owned;
        this.store = store;
        this.mayCompare = mayCompare;
    }

    /** Answers from now on. */
    void start() {
        on.messenger().on(SettleAsk.class, this::take);
    }

    /** Pages of a range begin, or cease, to be on their way here: meanwhile this owner is busy. */
    void fetching(boolean begins) {
        fetches += begins ? 1 : -1;
    }

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
        Owned one = owned.of(ask.scope());
        if (one == null || !pace.isOn()) {
            reply.accept(SettleTold.not(SettleTold.Standing.OTHER_EPOCH));
            return;
        }
        if (!mayCompare.getAsBoolean()) {
            reply.accept(SettleTold.not(
                    SettleTold.Standing.CHANGED)); // nor does it take over what others know to be settled
            return;
        }
        store.adopt(one, ask.settled());
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
                    && owned.of(ask.scope()) == one
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
        return new SettleTold(standing, one.version(), one.fence(), water.closedForAll(), one.settled(), one.inStep());
    }

    /** Asks the owners of a scope, this one as well. */
    SettleRound.Asker asker(Scope scope) {
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
}
