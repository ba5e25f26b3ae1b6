package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.replica.HeldStamps;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.wire.TraceLog;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the requests of one coordinator share. The loop owns it. */
final class Surroundings {
    private final CoordinatorFoundation on;
    private final ReplicaLink link;
    private final TimerWheel timers;
    private final PeerHealth health;
    private final CoordinatorRules rules;
    private final HeldStamps held;
    private final @Nullable Surroundings origin;
    private final Function<TableSchema, Ring> rings;
    private long lastForward;

    /**
     * @param on what the coordinator stands on
     * @param link to the replicas
     * @param timers for hedges and deadlines
     * @param health of the other nodes
     * @param rules what the guarantees rest on
     * @param rings finds the newest ring of a table; throws NOT_FOUND for one that is gone
     */
    Surroundings(
            CoordinatorFoundation on,
            ReplicaLink link,
            TimerWheel timers,
            PeerHealth health,
            CoordinatorRules rules,
            Function<TableSchema, Ring> rings) {
        this.rings = rings;
        this.on = on;
        this.link = link;
        this.timers = timers;
        this.health = health;
        this.rules = rules;
        this.held = new HeldStamps();
        this.origin = null;
    }

    private Surroundings(Surroundings origin, TraceLog trace) {
        this.rings = origin.rings;
        this.on = origin.on;
        this.link = origin.link.traced(trace);
        this.timers = origin.timers;
        this.health = origin.health;
        this.rules = origin.rules;
        this.held = origin.held;
        this.origin = origin;
    }

    /** The same for one request that is traced; itself for one that is not. */
    Surroundings traced(@Nullable TraceLog trace) {
        return trace == null ? this : new Surroundings(this, trace);
    }

    /** The newest ring of a table. */
    Ring ring(TableSchema table) {
        return rings.apply(table);
    }

    /** Who holds a token of the table, by the newest record. */
    Placement place(TableSchema table, long token) {
        Ring ring = ring(table);
        return new Placement(ring.epoch(), ring.replicas(token));
    }

    CoordinatorFoundation on() {
        return on;
    }

    ReplicaLink link() {
        return link;
    }

    TimerWheel timers() {
        return timers;
    }

    /** The stamps of what is under way here and held by nobody else. */
    HeldStamps held() {
        return held;
    }

    BatchLog batchLog() {
        return on.keepers().batches();
    }

    PeerHealth health() {
        return health;
    }

    CoordinatorRules rules() {
        return rules;
    }

    TimeSource time() {
        return on.time();
    }

    /**
     * The stamp with which this node fixes a write that another one issues: no stamp of its own dots, but above all that it has seen, as a write loses to
     * a deletion with its very timestamp, and below all that it fixes or issues next.
     *
     * @param seen by the writer: the stamp is above it, too
     */
    long stampForOthers(long seen) {
        long stamp = Math.max(seen, Math.max(on.clock().last(), time().wallMicros())) + 1;
        boolean unused = on.clock().observe(stamp);
        return stamp;
    }

    RequestListener listener() {
        return on.listener();
    }

    /** A number that this node gives to no other write it forwards, in this life or another: its clock never goes back. */
    long nextForward() {
        if (origin != null) {
            return origin.nextForward();
        }
        lastForward = Math.max(lastForward + 1, on.clock().last());
        return lastForward;
    }
}
