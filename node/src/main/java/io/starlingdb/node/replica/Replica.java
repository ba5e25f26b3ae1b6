package io.starlingdb.node.replica;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What this node does as one replica: gives writes their dots, joins deltas and copies, reads. The coordinator calls it for its own node
 * directly, and other nodes by way of {@link ReplicaService}.
 *
 * <p>Called on the loop; handlers are called there too, perhaps within the call. Work whose deadline passes before it begins fails with
 * {@code TIMEOUT}; what finds no room in the queues fails with {@code OVERLOADED}.
 */
public final class Replica {
    private final ReplicaFoundation on;
    private final NodeId self;
    private final ReplicaRules rules;
    private final ShardLives lives;
    private final LoopInbox inbox;
    private final ReplicaScans scans;
    private final ReplicaReads reads;
    private final Map<Integer, LostWriteCount> observers = new HashMap<>();
    private Rings rings = new Rings(ClusterRecord.unfounded());
    private SettledTimes times = SettledTimes.NONE;
    private boolean counts = true;

    public Replica(ReplicaFoundation on, NodeId self) {
        this(on, self, ReplicaRules.SOUND);
    }

    public Replica(ReplicaFoundation on, NodeId self, ReplicaRules rules) {
        this.on = on;
        this.self = self;
        this.rules = rules;
        this.lives = new ShardLives(on.clock(), on.shards().count());
        this.inbox = new LoopInbox(on.loop());
        this.scans = new ReplicaScans(on.shards(), this::view);
        this.reads = new ReplicaReads(this);
    }

    /** Whether this node may give writes their dots: it is a member, and has not lost what it had promised under its number. */
    public boolean mayIssue() {
        return actor() > 0 && on.record().isMyself();
    }

    /** Whether reads of this replica count: false while it is recovering. */
    public boolean counts() {
        return counts;
    }

    /** From now on reads of this replica do not count. */
    public void countNoMore() {
        counts = false;
    }

    /** From now on they do. */
    public void countAgain() {
        counts = true;
    }

    /**
     * Whether what is read now counts. An emptied node has a new number until it has asked for its old one, and meanwhile hears at its address what
     * is asked of the member that it was: whom the record does not know holds nothing that counts.
     */
    boolean readsCount() {
        return counts && on.record().current().member(self) != null;
    }

    /** Gives a mutation its dot here and commits it. */
    public void issue(Mutation mutation, long deadlineNanos, IssueHandler handler) {
        TableSchema table = on.record().current().schema().table(mutation.tableId());
        if (table == null) {
            handler.failed(tableGone());
        } else if (!mayIssue()) {
            handler.failed(new StarlingException(
                    ErrorCode.BOOTSTRAPPING, "This node has lost its memory and waits to be numbered anew"));
        } else if (!isClockAbove(table, mutation)) {
            handler.failed(clockSkew(mutation.latestStamp()));
        } else {
            IssueTask task = new IssueTask(this, mutation, table, observer(table.id()), deadlineNanos, handler);
            if (!on.shards().submit(task)) {
                handler.failed(queueFull());
            }
        }
    }

    /**
     * Whether the next stamp is above what the mutation has seen, and above what is closed: a node that lost its disk, and with it what it promised, may
     * come back with a clock that is far behind.
     */
    private boolean isClockAbove(TableSchema table, Mutation mutation) {
        long past = Math.max(times.closed(), times.settled(table.id(), mutation.token()));
        return on.clock().observe(Math.max(mutation.latestStamp(), past));
    }

    /**
     * Whether a request that was placed by the record of this epoch may have come to the wrong node: who owns what has changed since.
     */
    public boolean isOutdated(long epoch) {
        return rules.isOutdated(epoch, on.record().current().placedAt());
    }

    /** Whether this node is to hold rows of this token. */
    boolean holds(TableSchema table, long token) {
        ClusterRecord record = on.record().current();
        if (rings.record().epoch() != record.epoch()) {
            rings = new Rings(record);
        }
        return rings.ring(record.schema().requireKeyspace(table.keyspace()))
                .replicas(token)
                .isWritten(self);
    }

    /** Gives a mutation its dot without joining it; the delta is to be joined later, here as elsewhere, or never. */
    public void prepare(Mutation mutation, long deadlineNanos, DoneHandler<Delta> handler) {
        TableSchema table = on.record().current().schema().table(mutation.tableId());
        if (table == null) {
            handler.failed(tableGone());
        } else if (!mayIssue() || !holds(table, mutation.token())) {
            handler.failed(
                    new StarlingException(ErrorCode.BOOTSTRAPPING, "This node cannot issue the write at the moment"));
        } else if (!isClockAbove(table, mutation)) {
            handler.failed(clockSkew(mutation.latestStamp()));
        } else if (!on.shards()
                .submit(new PrepareTask(this, mutation, table.conflicts(), actor(), deadlineNanos, handler))) {
            handler.failed(queueFull());
        }
    }

    /**
     * Gives a dot to a mutation of rows that this node does not hold, as if they were empty. Nothing is stored here.
     *
     * @throws StarlingException if the mutation cannot be issued so, or its table is gone
     * @throws io.starlingdb.kernel.StampReserveExhausted if no stamp is left for the moment
     */
    public Delta issueForOthers(Mutation mutation) {
        TableSchema table = on.record().current().schema().table(mutation.tableId());
        if (table == null) {
            throw tableGone();
        }
        if (!isClockAbove(table, mutation)) {
            throw clockSkew(mutation.latestStamp());
        }
        Delta delta = Issuer.issue(
                mutation,
                BlindIssue.ROWS,
                table.conflicts(),
                actor(),
                on.clock().next(),
                Long.MAX_VALUE,
                nowSeconds());
        on.listener().issued(mutation.requestId(), delta);
        return delta;
    }

    /** Joins a delta that was issued, here or by another node. */
    public void join(Delta delta, long deadlineNanos, DoneHandler<Boolean> handler) {
        if (delta.rows().isEmpty()) {
            handler.done(true);
            return;
        }
        TableSchema table =
                on.record().current().schema().table(delta.rows().get(0).key().tableId());
        if (table == null) {
            handler.failed(tableGone());
        } else if (!holds(table, delta.rows().get(0).key().token())) {
            handler.failed(new MisplacedException());
        } else if (!on.clock().observe(delta.dot().stamp())) {
            handler.failed(clockSkew(delta.dot().stamp()));
        } else if (!on.shards()
                .submit(new JoinTask(
                        rules, times, delta.rows(), table, observer(table.id()), deadlineNanos, handler))) {
            handler.failed(queueFull());
        }
    }

    /** Drops an entry that cannot be read and that no co-replica has; the handler hears whether it did. */
    public void forgetCorrupt(RowKey key, long deadlineNanos, DoneHandler<Boolean> handler) {
        if (!on.shards().submit(new ForgetTask(key, deadlineNanos, handler))) {
            handler.failed(queueFull());
        }
    }

    /** From now on settled time is known; before the first request. */
    public void settleBy(SettledTimes known) {
        times = known;
    }

    SettledTimes times() {
        return times;
    }

    /** Pages of a range, which will be given to {@link #repair}, begin, or cease, to be on their way here. */
    public void fetching(boolean begins) {
        times.fetching(begins);
    }

    /** Stored entries as they are at settled time: what is given to others. For one scan; on any thread. */
    public SettledView view(SnapshotRows rows) {
        Schema schema = on.record().current().schema();
        return new SettledView(
                rows,
                id -> {
                    TableSchema table = schema.table(id);
                    return table == null ? null : table.conflicts();
                },
                times::settled);
    }

    /**
     * Joins whole copies of entries that an exchange brings, of one table and perhaps many partitions. The handler hears how many of them changed
     * something, once all are committed.
     */
    public void repair(List<Entry> entries, long deadlineNanos, DoneHandler<Integer> handler) {
        times.joining(entries);
        new CopiesJoin(this, true, entries, deadlineNanos, new DoneHandler<>() {
                    @Override
                    public void done(CopiesJoin.Result result) {
                        times.joined(entries, !result.late().isEmpty());
                        handler.done(result.changed());
                    }

                    @Override
                    public void failed(Throwable failure) {
                        times.joined(entries, true);
                        handler.failed(failure);
                    }
                })
                .start();
    }

    /**
     * Joins whole copies that come by another way: read repairs and hints. What they would bring from a time that is closed is exchanged with the
     * co-replicas instead, before the handler hears of it.
     */
    public void mend(List<Entry> entries, long deadlineNanos, DoneHandler<Integer> handler) {
        new CopiesJoin(this, false, entries, deadlineNanos, new DoneHandler<>() {
                    @Override
                    public void done(CopiesJoin.Result result) {
                        if (result.late().isEmpty()) {
                            handler.done(result.changed());
                        } else {
                            times.exchange(result.late(), deadlineNanos, handler);
                        }
                    }

                    @Override
                    public void failed(Throwable failure) {
                        handler.failed(failure);
                    }
                })
                .start();
    }

    /**
     * Drops from entries what a co-replica in good standing lacks below its settled time, and joins what that one has; for a replica that may hold
     * what others have purged. The handler hears how many changed.
     *
     * @param keys of one table, ascending
     * @param theirs the other's copies of them, as far as it has any
     * @param settled its settled time, in µs
     */
    public void yieldTo(
            List<RowKey> keys, List<Entry> theirs, long settled, long deadlineNanos, DoneHandler<Integer> handler) {
        TableSchema table = keys.isEmpty()
                ? null
                : on.record().current().schema().table(keys.get(0).tableId());
        if (table == null) {
            handler.done(0);
            return;
        }
        List<List<RowKey>> partitions = new ArrayList<>();
        for (RowKey key : keys) {
            List<RowKey> last = partitions.isEmpty() ? List.of() : partitions.get(partitions.size() - 1);
            if (last.isEmpty() || !last.get(0).samePartition(key)) {
                last = new ArrayList<>();
                partitions.add(last);
            }
            last.add(key);
        }
        SumOfParts sum = new SumOfParts(partitions.size(), handler);
        for (List<RowKey> partition : partitions) {
            List<Entry> its = theirs.stream()
                    .filter(entry -> entry.key().samePartition(partition.get(0)))
                    .toList();
            YieldTask task =
                    new YieldTask(rules, partition, its, settled, table, observer(table.id()), deadlineNanos, sum);
            if (!on.shards().submit(task)) {
                sum.failed(queueFull());
            }
        }
    }

    /** Reads what a query is about, as far as this replica holds it. */
    public void read(ReadMode mode, ReadQuery query, long deadlineNanos, DoneHandler<ReadReply> handler) {
        reads.read(mode, query, deadlineNanos, handler);
    }

    /** Finds rows by an index, as far as this replica holds them. */
    public void find(IndexQuery query, long deadlineNanos, DoneHandler<IndexReply> handler) {
        reads.find(query, deadlineNanos, handler);
    }

    LostWriteCount observer(int tableId) {
        int actor = actor();
        LostWriteCount observer = observers.get(tableId);
        if (observer == null || observer.actor() != actor) {
            observer = new LostWriteCount(actor, tableId, on.listener());
            observers.put(tableId, observer);
        }
        return observer;
    }

    private int actor() {
        RecordMember member = on.record().current().member(self);
        return member == null ? -1 : member.actor();
    }

    ReplicaFoundation on() {
        return on;
    }

    NodeId self() {
        return self;
    }

    ReplicaScans scans() {
        return scans;
    }

    HybridClock clock() {
        return on.clock();
    }

    ReplicaRules rules() {
        return rules;
    }

    ShardLives lives() {
        return lives;
    }

    ReplicaListener listener() {
        return on.listener();
    }

    LoopInbox inbox() {
        return inbox;
    }

    long nowSeconds() {
        return TimeUnit.MICROSECONDS.toSeconds(on.time().wallMicros());
    }

    static StarlingException tableGone() {
        return new StarlingException(ErrorCode.NOT_FOUND, "The table does not exist");
    }

    static StarlingException queueFull() {
        return StarlingException.overloaded("Overloaded: a replica's queue is full");
    }

    static StarlingException clockSkew(long stamp) {
        return new StarlingException(
                ErrorCode.REPLICA_FAILURE,
                "The nodes' clocks are too far apart: a replica refuses the stamp " + stamp
                        + ", which is minutes ahead of its own clock");
    }
}
