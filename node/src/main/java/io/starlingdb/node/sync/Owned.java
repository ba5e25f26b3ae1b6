package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an owner of a scope knows of where it stands. The loop owns it. */
final class Owned {
    /** A complete exchange; one that mended something counts when the next, with another salt, has confirmed it. */
    private record Complete(SettleTold.InStep exchange, boolean isSure) {}

    private final Scope scope;
    private final SortedMap<NodeId, Complete> complete = new TreeMap<>();
    private long version;
    private long fence;
    private int joining;
    private long settled;
    private State state;

    /** What an owner holds. */
    enum State {
        /** Everything up to its settled time. */
        COMPLETE,
        /** Perhaps less than what is settled: it has no settled time. */
        INCOMPLETE,
        /** Perhaps also what others have purged: it has no settled time, and nobody may take anything from it. */
        DOUBTFUL
    }

    /** @param version never used before by this node for this scope */
    Owned(Scope scope, long version, long settled, State state) {
        this.scope = scope;
        this.version = version;
        this.fence = version;
        this.settled = settled;
        this.state = state;
    }

    Scope scope() {
        return scope;
    }

    long version() {
        return version;
    }

    long fence() {
        return fence;
    }

    long settled() {
        return settled;
    }

    void settle(long until) {
        settled = Math.max(settled, until);
    }

    /** Whether it may hold what others have purged. */
    boolean isDoubtful() {
        return state == State.DOUBTFUL;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** It has exchanged with a complete owner at this settled time. */
    void complete(long until) {
        state = State.COMPLETE;
        settled = until;
    }

    /** Whether something that an exchange has brought is being joined, or may be on its way. */
    boolean isJoining() {
        return joining > 0;
    }

    void beginJoin() {
        joining++;
    }

    void endJoin(boolean gained) {
        joining--;
        if (gained) {
            version++;
        }
    }

    /** It may have lost something, or got it otherwise than it should: what was in step is to be compared again. */
    void doubtVersion() {
        version++;
    }

    /** What exchanges that began before now push is not taken any more. */
    void raiseFence() {
        fence++;
    }

    /** An exchange that this node began has compared everything. */
    void completed(SettleTold.InStep exchange, boolean mended) {
        Complete before = complete.get(exchange.with());
        boolean isConfirmed = before != null
                && before.exchange().mine() == exchange.mine()
                && before.exchange().theirs() == exchange.theirs();
        SettleTold.InStep first =
                mended && isConfirmed && before != null && !before.isSure() ? before.exchange() : exchange;
        complete.put(exchange.with(), new Complete(first, !mended || isConfirmed));
    }

    /** The exchanges that count. */
    List<SettleTold.InStep> inStep() {
        List<SettleTold.InStep> sure = new ArrayList<>();
        for (Complete one : complete.values()) {
            if (one.isSure()) {
                sure.add(one.exchange());
            }
        }
        return sure;
    }

    /** What this owner says, of this version, of having been in step with another of that version; null if it says nothing. */
    static SettleTold.@Nullable InStep between(SettleTold one, NodeId other, SettleTold its) {
        for (SettleTold.InStep exchange : one.inStep()) {
            if (exchange.with().equals(other)
                    && exchange.mine() == one.version()
                    && exchange.theirs() == its.version()) {
                return exchange;
            }
        }
        return null;
    }
}
