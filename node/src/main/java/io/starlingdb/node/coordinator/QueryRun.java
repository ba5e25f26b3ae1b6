package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaPlan;
import io.starlingdb.node.ring.ReplicaSet;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One client read from its beginning to its end: range after range of the ring, page after page of each, until the query's limits are reached
 * or nothing is left.
 *
 * <p>A page ends where a limit was reached or a reply was full. Of replicas that differ only what all their copies cover is taken, so a page may
 * hold fewer rows than were asked for though there are more: the run then goes on behind it. Limits are complete whatever the replicas
 * look like.
 */
final class QueryRun {
    /** One stretch of the query with the same replicas. */
    private record Stretch(Partitions target, ReplicaSet replicas) {}

    private final Surroundings around;
    private final TableSchema table;
    private final ReadQuery query;
    private final Consistency consistency;
    private final long deadlineNanos;
    private final @Nullable VersionVector atLeast;
    private final @Nullable EntryKind subject;
    private final ReadAssembly assembly;
    private final Deque<Stretch> left = new ArrayDeque<>();
    private final BiConsumer<@Nullable ReadResult, @Nullable Throwable> done;
    private long epoch;
    private @Nullable ResumePoint after;
    private @Nullable CausalContext context;
    private boolean contextLost;

    /**
     * @param subject the kind of the one entry that is read; null if the query is about more
     * @param atLeast what the answer must know of that entry
     * @param done is told the answer, or why there is none
     */
    QueryRun(
            Surroundings around,
            TableSchema table,
            ReadQuery query,
            Consistency consistency,
            long deadlineNanos,
            @Nullable EntryKind subject,
            @Nullable VersionVector atLeast,
            BiConsumer<@Nullable ReadResult, @Nullable Throwable> done) {
        this.done = done;
        this.around = around;
        this.table = table;
        this.query = query;
        this.consistency = consistency;
        this.deadlineNanos = deadlineNanos;
        this.subject = subject;
        this.atLeast = subject == null ? null : atLeast;
        this.assembly = new ReadAssembly(table, query);
        this.after = query.after();
        place(query.target());
    }

    /** Finds who holds what is left to read, by the newest record. */
    private void place(Partitions rest) {
        Ring ring = around.ring(table);
        epoch = ring.epoch();
        left.clear();
        if (rest instanceof Partitions.One one) {
            left.add(new Stretch(one, ring.replicas(one.token())));
        } else if (rest instanceof Partitions.InRange range) {
            boolean isReached = after == null;
            for (RingStretches.Stretch stretch : RingStretches.of(range.range(), ring)) {
                TokenRange tokens = stretch.range();
                isReached |= after != null && tokens.contains(after.token());
                if (isReached) {
                    left.add(new Stretch(new Partitions.InRange(tokens), stretch.replicas()));
                }
            }
        }
    }

    /** Reads the page at hand again, from those who hold it now. */
    private void placeAgain() {
        Stretch next = left.element();
        Partitions rest = query.target();
        if (next.target() instanceof Partitions.InRange first && rest instanceof Partitions.InRange all) {
            rest = new Partitions.InRange(
                    new TokenRange(first.range().start(), all.range().end()));
        }
        try {
            place(rest);
        } catch (StarlingException e) {
            done.accept(null, e);
            return;
        }
        around.on().loop().execute(this::readPage);
    }

    void start() {
        readPage();
    }

    private void readPage() {
        Stretch stretch = left.peek();
        if (stretch == null || assembly.isFull()) {
            finish();
            return;
        }
        ReadQuery page = new ReadQuery(
                query.tableId(),
                stretch.target(),
                query.slices(),
                query.reversed(),
                assembly.rowsLeft(),
                query.perPartitionLimit(),
                query.filter(),
                after,
                query.nowSeconds());
        try {
            ReplicaPlan plan = ReplicaPlan.forRead(
                    stretch.replicas(), consistency, around.health().reading());
            List<RecordMember> replicas = new ArrayList<>(plan.contacts());
            replicas.addAll(plan.spares());
            ReadTerms terms = terms(plan, replicas);
            new PageRead(around, replicas, epoch, terms, page, deadlineNanos, this::ended, this::placeAgain).start();
        } catch (StarlingException e) {
            done.accept(null, e);
        }
    }

    private ReadTerms terms(ReplicaPlan plan, List<RecordMember> replicas) {
        int[] groupOf = new int[replicas.size()];
        for (int i = 0; i < groupOf.length; i++) {
            groupOf[i] = plan.groupOf(replicas.get(i));
        }
        int[] needed = new int[plan.groups()];
        for (int group = 0; group < needed.length; group++) {
            needed[group] = around.rules().answersNeeded(plan.required(group));
        }
        return new ReadTerms(
                Math.min(plan.contacts().size(), total(needed)),
                replicas.size() == plan.replicas().factor(),
                groupOf,
                needed,
                new ScanOrder(table.id(), query.reversed()),
                table.conflicts(),
                around.rules(),
                subject == null ? EntryKind.ROW : subject,
                atLeast);
    }

    private static int total(int[] needed) {
        int sum = 0;
        for (int one : needed) {
            sum += one;
        }
        return sum;
    }

    private void ended(ReadCore.@Nullable Outcome page, @Nullable StarlingException failure) {
        if (page == null) {
            done.accept(null, failure);
            return;
        }
        List<Entry> entries = page.entries();
        if (subject != null) {
            context = new CausalContext(ReadTerms.seen(entries, subject));
        }
        contextLost |= page.contextLost();
        assembly.add(entries);
        ResumePoint end = page.end();
        // Behind its one entry such a query has nothing, though a copy that showed a row may have ended there.
        if (end != null && subject == null && around.rules().goesOnBehindPage()) {
            after = assembly.next(end);
        } else {
            left.remove();
            after = null;
        }
        if (left.isEmpty() || assembly.isFull()) {
            finish();
        } else {
            around.on().loop().execute(this::readPage); // other requests get their turn between pages
        }
    }

    private void finish() {
        done.accept(new ReadResult(assembly.finish(), more(), context, contextLost, assembly.cost()), null);
    }

    /** Where the next page of the client begins: behind its last row, if a limit ended the answer and anything is left. */
    private @Nullable ResumePoint more() {
        return left.isEmpty() && !assembly.hasCut() ? null : assembly.more();
    }
}
