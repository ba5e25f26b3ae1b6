package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.SingleRow;
import io.starlingdb.node.replica.StampHolder;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.VersionVector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs client requests on this node: decides whom to ask, counts the answers, repairs what differs. The loop owns it.
 *
 * <p>It holds no state of a request beyond its run ({@link WriteRouter}, {@link QueryRun}), and of the cluster only what others decide: the
 * record, and the health of peers.
 */
public final class Coordinator implements DataAccess {
    /** The gossip fact by which a node says that it is about to stop: {@code true}. It is asked last then. */
    public static final String DRAINING_FACT = "draining";

    /** The gossip fact by which a replica says whether its reads count. */
    public static final String STANDING_FACT = "standing";

    /**
     * The gossip fact by which a node says how its disk is, a {@link io.starlingdb.node.storage.DiskState}'s word. While it takes no writes it is
     * not sent any, and owed hints; reads go on.
     */
    public static final String DISK_FACT = "disk";

    /** They do not yet. */
    public static final String RECOVERING = "recovering";

    /** They do. */
    public static final String GOOD = "good";

    private final CoordinatorFoundation on;
    private final NodeId self;
    private final Surroundings around;
    private final WriteRouter writes;
    private final PrepareIntake prepares;
    private final QuorumRewrites stamped;
    private Rings rings;
    private int actor;
    private int underWay;

    public Coordinator(CoordinatorFoundation on, Membership membership, NodeId self, String datacenter) {
        this(on, membership, self, datacenter, CoordinatorRules.SOUND);
    }

    public Coordinator(
            CoordinatorFoundation on, Membership membership, NodeId self, String datacenter, CoordinatorRules rules) {
        this.on = on;
        this.self = self;
        TimerWheel timers = new TimerWheel(on.time(), on.loop());
        PeerHealth health = new PeerHealth(membership, on.time(), () -> actor, datacenter);
        this.around =
                new Surroundings(on, new ReplicaLink(self, on, timers, health), timers, health, rules, this::ring);
        this.writes = new WriteRouter(around);
        this.prepares = new PrepareIntake(around);
        this.stamped = new QuorumRewrites(around, () -> rings.record().schema());
        this.rings = new Rings(on.record().current());
        on.record().listen(newer -> show(new Rings(newer)));
        show(rings);
    }

    private void show(Rings newer) {
        rings = newer;
        RecordMember member = newer.record().member(self);
        actor = member == null ? -1 : member.actor();
    }

    /** Takes writes that other nodes forward, from now on. */
    public void start() {
        ForwardIntake intake = new ForwardIntake(around, writes, this::table);
        on.messenger().on(ForwardRequest.class, intake::take);
        on.messenger().on(PrepareRequest.class, prepares::take);
        on.messenger().on(SloppyForward.class, intake::takeSloppy);
        on.messenger().on(KeepHintRequest.class, new KeepHintIntake(on)::take);
    }

    @Override
    public CompletableFuture<WriteResult> write(Mutation mutation, RequestOptions options) {
        CompletableFuture<WriteResult> result = begun(RequestListener.Operation.WRITE, options);
        if (result.isDone()) {
            return result;
        }
        try {
            TableSchema table = table(mutation.tableId());
            requireTimely(mutation);
            writes.traced(options.trace())
                    .write(
                            mutation,
                            table,
                            Levels.forWrite(options),
                            on.time().nanoTime() + options.timeoutNanos(),
                            new WriteHandler() {
                                @Override
                                public void done(VersionVector seen) {
                                    result.complete(new WriteResult(new CausalContext(seen)));
                                }

                                @Override
                                public void failed(StarlingException why, boolean isDefinite) {
                                    result.completeExceptionally(why);
                                }
                            });
        } catch (StarlingException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private void requireTimely(Mutation mutation) {
        Long timestamp = mutation.timestamp();
        if (timestamp != null && on.clock().isTooFarAhead(timestamp)) {
            throw StarlingException.invalid("The timestamp " + timestamp
                    + " is too far ahead of this node's clock; timestamps are microseconds since 1970, and"
                    + " clock.ahead_limit says how far ahead they may be");
        }
    }

    @Override
    public CompletableFuture<BatchResult> batch(List<Mutation> mutations, RequestOptions options) {
        CompletableFuture<BatchResult> result = begun(RequestListener.Operation.BATCH, options);
        if (result.isDone()) {
            return result;
        }
        BatchRun batch = new BatchRun(mutations.size(), result);
        for (int i = 0; i < mutations.size(); i++) {
            int place = i;
            CompletableFuture<WriteResult> unused = write(mutations.get(i), options)
                    .whenComplete((write, failure) -> batch.ended(place, write, failure));
        }
        return result;
    }

    @Override
    public CompletableFuture<BatchResult> loggedBatch(List<Mutation> mutations, RequestOptions options) {
        if (mutations.size() <= 1) {
            return batch(mutations, options);
        }
        CompletableFuture<BatchResult> result = begun(RequestListener.Operation.BATCH, options);
        if (result.isDone()) {
            return result;
        }
        try {
            new LoggedBatchRun(
                            around.traced(options.trace()),
                            new PrepareRun(around, prepares),
                            mutations,
                            this::table,
                            Levels.forWrite(options),
                            on.time().nanoTime() + options.timeoutNanos(),
                            result)
                    .start();
        } catch (StarlingException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /**
     * Writes a delta of a logged batch again, at QUORUM; it does no harm where it was written already. The handler hears when it is done; a table that
     * is gone counts as that.
     */
    public void writeAgain(Delta delta, long deadlineNanos, DoneHandler<Boolean> handler) {
        stamped.write(delta, deadlineNanos, handler);
    }

    /** Writes deltas that have their dots already. */
    public StampedWrites stampedWrites() {
        return stamped;
    }

    /** The stamps that it holds and nobody else does. */
    public StampHolder heldStamps() {
        return around.held();
    }

    @Override
    public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
        boolean isRange = query.target() instanceof Partitions.InRange;
        CompletableFuture<ReadResult> result =
                begun(isRange ? RequestListener.Operation.RANGE_READ : RequestListener.Operation.READ, options);
        if (result.isDone()) {
            return result;
        }
        try {
            if (isRange && query.reversed()) {
                throw StarlingException.invalid("Only the rows of one partition can be read in reverse");
            }
            TableSchema table = table(query.tableId());
            CausalContext atLeast = options.atLeast();
            new QueryRun(
                            around.traced(options.trace()),
                            table,
                            query,
                            Levels.forRead(options.consistency()),
                            on.time().nanoTime() + options.timeoutNanos(),
                            subject(table, query),
                            atLeast == null ? null : atLeast.vector(),
                            relay(result))
                    .start();
        } catch (StarlingException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    @Override
    public CompletableFuture<FoundKeys> find(IndexQuery query, RequestOptions options) {
        CompletableFuture<FoundKeys> result = begun(RequestListener.Operation.RANGE_READ, options);
        if (result.isDone()) {
            return result;
        }
        try {
            BiConsumer<@Nullable FoundKeys, @Nullable Throwable> relay = relay(result);
            new IndexRun(
                            around.traced(options.trace()),
                            table(query.tableId()),
                            query,
                            Levels.forRead(options.consistency()),
                            on.time().nanoTime() + options.timeoutNanos(),
                            relay::accept)
                    .start();
        } catch (StarlingException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static <T> BiConsumer<@Nullable T, @Nullable Throwable> relay(CompletableFuture<T> result) {
        return (value, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(value);
            }
        };
    }

    /** The kind of the one entry that a query is about; null if it is about more. */
    private static @Nullable EntryKind subject(TableSchema table, ReadQuery query) {
        if (!(query.target() instanceof Partitions.One)) {
            return null;
        }
        if (query.slices().isEmpty()) {
            return EntryKind.HEADER;
        }
        boolean isOneRow = query.slices().size() == 1
                && query.filter().isEmpty()
                && SingleRow.isIn(table, query.slices().get(0));
        return isOneRow ? EntryKind.ROW : null;
    }

    /** A future that tells the listener how the request ends; failed already if there are too many. */
    private <T> CompletableFuture<T> begun(RequestListener.Operation operation, RequestOptions options) {
        CompletableFuture<T> result = new CompletableFuture<>();
        long begin = on.time().nanoTime();
        underWay++;
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            underWay--;
            on.listener().ended(operation, options.consistency(), on.time().nanoTime() - begin, codeOf(failure));
        });
        if (underWay > on.requestsMax()) {
            result.completeExceptionally(StarlingException.overloaded(
                    "Overloaded: " + on.requestsMax() + " requests are under way on this node"));
        }
        return result;
    }

    private static @Nullable ErrorCode codeOf(@Nullable Throwable failure) {
        return failure == null ? null : ReplicaLink.asRefusal(failure).code();
    }

    /** How many client requests have not ended yet. */
    public int requestsUnderWay() {
        return underWay;
    }

    private TableSchema table(int tableId) {
        if (!rings.record().isFounded()) {
            throw new StarlingException(ErrorCode.BOOTSTRAPPING, "The cluster is not founded yet: run 'starling init'");
        }
        TableSchema table = rings.record().schema().table(tableId);
        if (table == null) {
            throw StarlingException.notFound("The table does not exist any more");
        }
        return table;
    }

    private Ring ring(TableSchema table) {
        Schema schema = rings.record().schema();
        KeyspaceSchema keyspace = schema.requireKeyspace(table.keyspace());
        return rings.ring(keyspace);
    }
}
