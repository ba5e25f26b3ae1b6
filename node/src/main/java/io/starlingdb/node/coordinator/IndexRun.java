package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.IndexReply;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaPlan;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows by a secondary index: range after range of the ring, as many replicas of each as a read at that level asks.
 *
 * <p>Each replica has only an index of its own copies, so what any of those asked finds is taken. A row whose value was acknowledged by enough
 * replicas is found by at least one of them; whether it has the value is decided by reading it.
 */
final class IndexRun {
    private final Surroundings around;
    private final TableSchema table;
    private final IndexQuery query;
    private final Consistency consistency;
    private final long deadlineNanos;
    private final BiConsumer<@Nullable FoundKeys, @Nullable StarlingException> done;
    private final Deque<RingStretches.Stretch> left = new ArrayDeque<>();
    private final List<RowKey> found = new ArrayList<>();
    private byte @Nullable [] from;
    private long epoch;

    IndexRun(
            Surroundings around,
            TableSchema table,
            IndexQuery query,
            Consistency consistency,
            long deadlineNanos,
            BiConsumer<@Nullable FoundKeys, @Nullable StarlingException> done) {
        this.around = around;
        this.table = table;
        this.query = query;
        this.consistency = consistency;
        this.deadlineNanos = deadlineNanos;
        this.done = done;
        this.from = query.from();
    }

    void start() {
        place();
        next();
    }

    /** Finds who holds what is left, by the newest record. */
    private void place() {
        Ring ring = around.ring(table);
        epoch = ring.epoch();
        left.clear();
        byte[] start = from;
        for (RingStretches.Stretch stretch : RingStretches.of(query.range(), ring)) {
            boolean isReached = start == null
                    || Arrays.compareUnsigned(
                                    start,
                                    RowKey.tokenEnd(table.id(), stretch.range().end()))
                            < 0;
            if (isReached) {
                left.add(stretch);
            }
        }
    }

    private void next() {
        RingStretches.Stretch stretch = left.peek();
        if (stretch == null || found.size() >= query.keysMax()) {
            done.accept(new FoundKeys(found, stretch == null ? null : start(stretch.range())), null);
            return;
        }
        try {
            ReplicaPlan plan = ReplicaPlan.forRead(
                    stretch.replicas(), consistency, around.health().reading());
            new Round(plan, query.part(stretch.range(), start(stretch.range()))).start();
        } catch (StarlingException e) {
            done.accept(null, e);
        }
    }

    /** Where in a stretch to go on. */
    private byte[] start(TokenRange range) {
        byte[] first = RowKey.tokenStart(table.id(), range.start() + 1);
        byte[] given = from;
        return given != null && Arrays.compareUnsigned(given, first) > 0 ? given : first;
    }

    private void placeAgain() {
        try {
            place();
        } catch (StarlingException e) {
            done.accept(null, e);
            return;
        }
        around.on().loop().execute(this::next);
    }

    /** One stretch's replicas are asked once. */
    private final class Round {
        private final List<RecordMember> replicas;
        private final IndexQuery part;
        private final QuorumTracker answers;
        private final List<IndexReply> replies = new ArrayList<>();
        private TimerWheel.@Nullable Timer timer;
        private boolean isEnded;

        Round(ReplicaPlan plan, IndexQuery part) {
            this.replicas = new ArrayList<>(plan.contacts());
            this.replicas.addAll(plan.spares());
            this.part = part;
            int[] groups = new int[replicas.size()];
            for (int i = 0; i < groups.length; i++) {
                groups[i] = plan.groupOf(replicas.get(i));
            }
            int[] needed = new int[plan.groups()];
            for (int group = 0; group < needed.length; group++) {
                needed[group] = around.rules().answersNeeded(plan.required(group));
            }
            this.answers = new QuorumTracker(groups, needed);
        }

        void start() {
            timer = around.timers().at(deadlineNanos, () -> fail(timeout()));
            for (int i = 0; i < replicas.size() && !isEnded; i++) {
                around.link().find(replicas.get(i), epoch, part, deadlineNanos, new Asked(i));
            }
        }

        private StarlingException timeout() {
            return new StarlingException(
                    ErrorCode.TIMEOUT,
                    "Too few replicas answered which rows the index finds",
                    Map.of("received", replies.size()));
        }

        private void fail(StarlingException why) {
            if (end()) {
                done.accept(null, why);
            }
        }

        private boolean end() {
            boolean first = !isEnded;
            isEnded = true;
            if (timer != null) {
                timer.cancel();
            }
            return first;
        }

        private void reached() {
            if (!end()) {
                return;
            }
            RowKey end = null;
            TreeSet<RowKey> all = new TreeSet<>();
            for (IndexReply reply : replies) {
                all.addAll(reply.keys());
                RowKey last = reply.end();
                end = last != null && (end == null || last.compareTo(end) < 0) ? last : end;
            }
            found.addAll(end == null ? all : all.headSet(end, true));
            if (end == null) {
                left.remove();
            } else {
                from = Arrays.copyOf(end.bytes(), end.bytes().length + 1);
            }
            around.on().loop().execute(IndexRun.this::next);
        }

        private final class Asked implements LinkHandler<IndexReply> {
            private final int replica;

            Asked(int replica) {
                this.replica = replica;
            }

            @Override
            public void done(IndexReply reply) {
                if (isEnded) {
                    return;
                }
                if (!reply.counts()) {
                    refused(timeout());
                    return;
                }
                replies.add(reply);
                answers.answered(replica);
                if (answers.isReached()) {
                    reached();
                }
            }

            @Override
            public void refused(StarlingException why) {
                answers.failed(replica);
                if (answers.isImpossible()) {
                    fail(why);
                }
            }

            @Override
            public void misplaced() {
                if (end()) {
                    placeAgain();
                }
            }

            @Override
            public void late() {
                // All were asked at once; the deadline decides.
            }
        }
    }
}
