package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.replica.Done;
import io.starlingdb.node.replica.ReadReply;
import io.starlingdb.node.ring.RecordMember;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one interval from one replica set: the shell around a {@link ReadCore}. Sends what it asks for, hedges after the slowest contacted
 * replica's p99, and keeps the time.
 */
final class PageRead {
    /** When to hedge while nothing is known of a replica's latencies, and at most. */
    private static final long HEDGE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long HEDGE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(2);

    private final Surroundings around;
    private final List<RecordMember> replicas;
    private final long epoch;
    private final ReadCore core;
    private final ReadQuery query;
    private final long deadlineNanos;
    private final BiConsumer<ReadCore.@Nullable Outcome, @Nullable StarlingException> done;
    private final Runnable placeAgain;
    private final long hedgeNanos;
    private TimerWheel.@Nullable Timer timer;
    private boolean isEnded;

    /**
     * @param replicas those that may be asked, best first
     * @param epoch by whose record they were chosen
     * @param done is called with the outcome or with why there is none
     * @param placeAgain is called instead if a newer record is needed, and known by then
     */
    PageRead(
            Surroundings around,
            List<RecordMember> replicas,
            long epoch,
            ReadTerms terms,
            ReadQuery query,
            long deadlineNanos,
            BiConsumer<ReadCore.@Nullable Outcome, @Nullable StarlingException> done,
            Runnable placeAgain) {
        this.epoch = epoch;
        this.placeAgain = placeAgain;
        this.around = around;
        this.replicas = replicas;
        this.core = new ReadCore(terms);
        this.query = query;
        this.deadlineNanos = deadlineNanos;
        this.done = done;
        this.hedgeNanos = hedgeNanos(around, replicas.subList(0, terms.contacts()));
    }

    /** This node's own replica is not what one waits for, unless it is the only one asked. */
    private static long hedgeNanos(Surroundings around, List<RecordMember> contacts) {
        long hedge = contacts.size() == 1 ? HEDGE_NANOS_MAX : HEDGE_NANOS_MIN;
        for (RecordMember contact : contacts) {
            if (!around.link().isSelf(contact)) {
                hedge = Math.max(hedge, around.health().hedgeAfterNanos(contact, HEDGE_NANOS_MAX));
            }
        }
        return Math.min(hedge, HEDGE_NANOS_MAX);
    }

    void start() {
        proceed();
        if (!isEnded) {
            awaitHedge();
        }
    }

    private void awaitHedge() {
        long now = around.time().nanoTime();
        if (now + hedgeNanos < deadlineNanos) {
            timer = around.timers().at(now + hedgeNanos, this::hedge);
        } else {
            timer = around.timers().at(deadlineNanos, this::expire);
        }
    }

    private void hedge() {
        if (core.askAnother()) {
            around.listener().hedged();
            proceed();
            if (!isEnded) {
                awaitHedge();
            }
        } else {
            timer = around.timers().at(deadlineNanos, this::expire);
        }
    }

    private void expire() {
        core.expire();
        proceed();
    }

    /** Does what the core wants done now. Answers of this node's own replica may come within it. */
    private void proceed() {
        if (isEnded && !core.isDecided()) {
            return;
        }
        for (ReadCore.Ask ask : core.asks()) {
            around.link().read(replicas.get(ask.replica()), epoch, ask.mode(), query, deadlineNanos, new Asked(ask));
        }
        for (ReadCore.Repair repair : core.repairs()) {
            around.listener().readRepaired(repair.entries().size());
            around.link()
                    .repair(
                            replicas.get(repair.replica()),
                            epoch,
                            repair.entries(),
                            deadlineNanos,
                            new Repaired(repair));
        }
        if (core.isDecided() && !isEnded) {
            end();
        }
    }

    private void end() {
        isEnded = true;
        if (timer != null) {
            timer.cancel();
        }
        ReadCore.Outcome outcome;
        try {
            outcome = core.outcome();
        } catch (StarlingException e) {
            done.accept(null, e);
            return;
        }
        done.accept(outcome, null);
    }

    /** A replica was chosen by an outdated record: nothing that the others said counts. */
    private void misplaced() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        if (timer != null) {
            timer.cancel();
        }
        placeAgain.run();
    }

    private final class Asked implements LinkHandler<ReadReply> {
        private final ReadCore.Ask ask;
        private boolean isReplaced;

        Asked(ReadCore.Ask ask) {
            this.ask = ask;
        }

        @Override
        public void done(ReadReply reply) {
            core.add(ask, reply);
            proceed();
        }

        @Override
        public void refused(StarlingException why) {
            core.failed(ask);
            proceed();
        }

        @Override
        public void misplaced() {
            PageRead.this.misplaced();
        }

        @Override
        public void late() {
            if (!isReplaced && core.askAnother()) {
                isReplaced = true;
                proceed();
            }
        }
    }

    private final class Repaired implements LinkHandler<Done> {
        private final ReadCore.Repair repair;
        private boolean isReplaced;

        Repaired(ReadCore.Repair repair) {
            this.repair = repair;
        }

        @Override
        public void done(Done answer) {
            core.repaired(repair);
            proceed();
        }

        @Override
        public void refused(StarlingException why) {
            core.repairFailed(repair);
            proceed();
        }

        @Override
        public void misplaced() {
            PageRead.this.misplaced();
        }

        @Override
        public void late() {
            if (!isReplaced && core.askAnother()) {
                isReplaced = true;
                proceed();
            }
        }
    }
}
