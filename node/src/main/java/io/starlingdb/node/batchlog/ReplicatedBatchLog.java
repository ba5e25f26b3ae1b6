package io.starlingdb.node.batchlog;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.coordinator.BatchLog;
import io.starlingdb.node.coordinator.LoggedBatch;
import io.starlingdb.node.replica.Done;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.Refused;
import io.starlingdb.node.replica.StampHolder;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node's logged batches on two others, in racks of their own if there are such, and theirs here. Where fewer others are alive, this node
 * itself makes up the number: it finishes them when it is started again. The loop owns it.
 */
public final class ReplicatedBatchLog implements BatchLog {
    private static final int COPIES = 2;
    private static final long TRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BYTES_MAX = 4 << 20;

    private final BatchLogFoundation on;
    private final KeptBatches kept;
    private int turn;

    public ReplicatedBatchLog(BatchLogFoundation on, BatchWriter writer) {
        this.on = on;
        this.kept = new KeptBatches(on, writer);
    }

    /** Takes others' batches from now on, and finishes what an earlier life has kept. */
    public void start() {
        on.messenger().on(StoreBatch.class, this::take);
        on.messenger().on(ForgetBatch.class, in -> kept.forget(in.message().id()));
        kept.start();
    }

    private void take(Inbound<StoreBatch> in) {
        LoggedBatch batch = in.message().batch();
        kept.keep(batch, in.deadlineNanos(), new DoneHandler<>() {
            @Override
            public void done(Boolean stored) {
                if (in.expectsReply()) {
                    in.reply(new Done(on.clock().last()));
                }
            }

            @Override
            public void failed(Throwable failure) {
                if (in.expectsReply() && failure instanceof StarlingException why) {
                    in.reply(new Refused(
                            why.code(), why.text(), on.record().current().epoch()));
                }
            }
        });
    }

    @Override
    public void store(LoggedBatch batch, long deadlineNanos, DoneHandler<Runnable> handler) {
        int bytes = BatchCodec.encode(batch).length;
        if (bytes > BYTES_MAX) {
            handler.failed(new StarlingException(
                    ErrorCode.TOO_LARGE, "A logged batch may have " + BYTES_MAX + " bytes; this one has " + bytes));
            return;
        }
        Storing storing = new Storing(batch, candidates(), deadlineNanos, handler);
        for (int i = 0; i < COPIES; i++) {
            storing.next();
        }
    }

    /** Live members other than this one, beginning elsewhere each time, one of each rack first; then this one. */
    private Deque<RecordMember> candidates() {
        List<RecordMember> members = on.record().current().members();
        List<RecordMember> ofNewRacks = new ArrayList<>();
        List<RecordMember> others = new ArrayList<>();
        List<String> racks = new ArrayList<>();
        @Nullable RecordMember self = null;
        int start = turn++;
        for (int i = 0; i < members.size(); i++) {
            RecordMember member = members.get(Math.floorMod(start + i, members.size()));
            String rack = member.datacenter() + '/' + member.rack();
            if (member.id().equals(on.self())) {
                self = member;
            } else if (mayKeep(member)) {
                if (racks.contains(rack)) {
                    others.add(member);
                } else {
                    racks.add(rack);
                    ofNewRacks.add(member);
                }
            }
        }
        Deque<RecordMember> candidates = new ArrayDeque<>(ofNewRacks);
        candidates.addAll(others);
        if (self != null) {
            candidates.add(self);
        }
        return candidates;
    }

    private boolean mayKeep(RecordMember member) {
        return on.membership().liveness(member.id()) != Liveness.DEAD
                && member.status().ownsRanges();
    }

    private void forget(LoggedBatch batch, List<RecordMember> by) {
        for (RecordMember holder : by) {
            if (holder.id().equals(on.self())) {
                kept.forget(batch.id());
            } else {
                on.messenger().tell(holder.endpoint(), Lane.REQUEST, new ForgetBatch(batch.id()));
            }
        }
    }

    /** What it keeps, for the low-water mark. */
    public StampHolder stamps() {
        return kept;
    }

    /** How many batches it keeps for coordinators. */
    public int size() {
        return kept.size();
    }

    /** How many batches it has finished because their coordinators had not. */
    public long finished() {
        return kept.finished();
    }

    /** One batch on its way to two holders; one that does not take it is followed by the next. */
    private final class Storing implements DoneHandler<Boolean> {
        private final LoggedBatch batch;
        private final Deque<RecordMember> candidates;
        private final long deadlineNanos;
        private final DoneHandler<Runnable> handler;
        private final List<RecordMember> asked = new ArrayList<>();
        private final int wanted;
        private int stored;
        private int open;
        private boolean isEnded;

        Storing(LoggedBatch batch, Deque<RecordMember> candidates, long deadlineNanos, DoneHandler<Runnable> handler) {
            this.batch = batch;
            this.candidates = candidates;
            this.deadlineNanos = deadlineNanos;
            this.handler = handler;
            this.wanted = Math.min(COPIES, candidates.size());
        }

        void next() {
            RecordMember to = candidates.poll();
            long left = deadlineNanos - on.time().nanoTime();
            if (to == null || left <= 0) {
                if (open == 0) {
                    end(false);
                }
                return;
            }
            open++;
            asked.add(to);
            if (to.id().equals(on.self())) {
                kept.keep(batch, deadlineNanos, this);
                return;
            }
            on.messenger()
                    .request(
                            to.endpoint(),
                            Lane.REQUEST,
                            new StoreBatch(batch),
                            Math.min(left, TRY_NANOS),
                            new ReplyHandler() {
                                @Override
                                public void onReply(Message reply) {
                                    if (reply instanceof Done) {
                                        done(true);
                                    } else {
                                        failed(StarlingException.timeout(wanted, stored));
                                    }
                                }

                                @Override
                                public void onFailure(Failure failure) {
                                    failed(StarlingException.timeout(wanted, stored));
                                }
                            });
        }

        @Override
        public void done(Boolean taken) {
            open--;
            stored++;
            if (stored >= wanted) {
                end(true);
            }
        }

        @Override
        public void failed(Throwable failure) {
            open--;
            if (!isEnded) {
                next();
            }
        }

        private void end(boolean isStored) {
            if (isEnded) {
                return;
            }
            isEnded = true;
            if (isStored) {
                handler.done(() -> forget(batch, asked));
            } else {
                handler.failed(StarlingException.timeout(wanted, stored));
            }
        }
    }
}
