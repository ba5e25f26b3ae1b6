package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.openhft.hashing.LongHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row on a few replicas: writes are issued anywhere, deltas arrive in any order, twice or never, whole rows are joined, replicas
 * restart with or without their memory, and what everybody has becomes settled. Each replica is compared with the full causal
 * history of what it has joined, at each step.
 */
final class RowWorld implements Explorer.World<RowWorld> {
    static final RowKey KEY = RowKey.row(1, 0, new byte[] {1}, Cell.NO_VALUE);

    /** What a client has read: the context, the writes behind it. */
    record Reading(CausalContext context, int seen) {}

    private final Scenario scenario;
    private final Rules rules;
    private final List<ReplicaState> replicas;
    private final List<History.Write> writes;
    private final List<Reading> readings;
    private final int crashes;
    /** How often each write was counted as lost, a byte each. */
    private final long lost;

    private final @Nullable String lostWrongly;
    private final String event;
    private final @Nullable RowWorld before;

    RowWorld(Scenario scenario, Rules rules) {
        this(
                scenario,
                rules,
                Collections.nCopies(scenario.replicas(), ReplicaState.NEW),
                List.of(),
                List.of(),
                0,
                0,
                null,
                "",
                null);
    }

    private RowWorld(
            Scenario scenario,
            Rules rules,
            List<ReplicaState> replicas,
            List<History.Write> writes,
            List<Reading> readings,
            int crashes,
            long lost,
            @Nullable String lostWrongly,
            String event,
            @Nullable RowWorld before) {
        this.scenario = scenario;
        this.rules = rules;
        this.replicas = replicas;
        this.writes = writes;
        this.readings = readings;
        this.crashes = crashes;
        this.lost = lost;
        this.lostWrongly = lostWrongly;
        this.event = event;
        this.before = before;
    }

    /** The rows of the replicas that have one. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (ReplicaState replica : replicas) {
            if (replica.row() != null) {
                rows.add(replica.row());
            }
        }
        return rows;
    }

    List<History.Write> writes() {
        return writes;
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public @Nullable RowWorld before() {
        return before;
    }

    @Override
    public List<RowWorld> next() {
        List<RowWorld> next = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < replicas.size(); i++) {
            // Replicas that nothing has happened to are alike: only the first of them acts.
            if (replicas.get(i).isFresh() && used++ > 0) {
                continue;
            }
            issue(i, next);
            deliver(i, next);
            joinRows(i, next);
            crash(i, next);
            settle(i, next);
            read(i, next);
        }
        return next;
    }

    private void issue(int i, List<RowWorld> next) {
        if (writes.size() == scenario.writes()) {
            return;
        }
        List<@Nullable Reading> contexts = new ArrayList<>();
        contexts.add(null);
        if (scenario.contexts()) {
            for (ReplicaState other : replicas) {
                Reading reading = reading(other);
                if (!contexts.contains(reading)) {
                    contexts.add(reading);
                }
            }
            readings.stream().filter(reading -> !contexts.contains(reading)).forEach(contexts::add);
        }
        List<@Nullable Long> timestamps = new ArrayList<>();
        timestamps.add(null);
        timestamps.addAll(scenario.timestamps());
        for (Effect effect : scenario.effects()) {
            for (Reading reading : contexts) {
                for (Long timestamp : timestamps) {
                    next.add(issue(i, effect, reading, timestamp));
                }
            }
        }
    }

    private RowWorld issue(int i, Effect effect, @Nullable Reading reading, @Nullable Long timestamp) {
        ReplicaState replica = replicas.get(i);
        int number = writes.size();
        long stamp = 10 + (long) number * scenario.stampStep();
        Mutation mutation = effect.mutation(number, timestamp, reading == null ? null : reading.context());
        Delta issued = rules.issue(mutation, replica.row(), scenario.mode(), i, stamp, replica.life());
        RowDelta delta = issued.rows().get(0);
        int seen = reading == null ? replica.have() : reading.seen();
        int seenMarkers = (reading == null ? 0 : reading.seen()) | History.markers(writes, replica.row());
        int lineage = effect.counts()
                ? History.lineage(writes, replica.run(), replica.have(), scenario.mode()) | 1 << number
                : 0;
        History.Write write = new History.Write(
                number,
                effect,
                delta,
                seen,
                seenMarkers,
                lineage,
                reading != null,
                issued.timestamp(),
                replica.settled());
        List<History.Write> all = new ArrayList<>(writes);
        all.add(write);
        LossCounting counting = new LossCounting(i, all);
        Row joined = rules.joinIssued(replica.row(), delta, scenario.mode(), replica.life(), counting);
        ReplicaState after = replica.issued(joined, number);
        String text = "replica " + i + " issues " + write.dot() + " " + effect.name()
                + (reading == null ? "" : " having read " + Integer.toBinaryString(reading.seen()))
                + (timestamp == null ? "" : " at timestamp " + timestamp);
        return with(i, after, all, counting, text);
    }

    private void deliver(int i, List<RowWorld> next) {
        for (History.Write write : writes) {
            // A message carries its sender's settled time, and a lower receiver adopts it first.
            ReplicaState replica = settled(replicas.get(i), write.settled());
            RowDelta delta = rules.admit(replica.row(), write.delta(), replica.settled());
            if (delta == null) {
                continue; // too late
            }
            LossCounting counting = new LossCounting(i, writes);
            Row joined = rules.joinDelta(replica.row(), delta, scenario.mode(), counting);
            if (joined != replicas.get(i).row()) {
                ReplicaState after = replica.holding(joined, replica.have() | 1 << write.number());
                next.add(with(i, after, writes, counting, "replica " + i + " gets " + write.dot()));
            }
        }
    }

    private void joinRows(int i, List<RowWorld> next) {
        ReplicaState replica = replicas.get(i);
        for (int j = 0; scenario.rowJoins() && j < replicas.size(); j++) {
            if (i == j) {
                continue;
            }
            ReplicaState mine = settled(replica, replicas.get(j).settled());
            ReplicaState theirs = settled(replicas.get(j), replica.settled());
            Row ours = mine.row();
            Row others = theirs.row();
            if (!mine.isGood() && theirs.isGood()) {
                ours = rules.yieldTo(ours, others, theirs.settled());
            } else if (mine.isGood() && !theirs.isGood()) {
                others = rules.yieldTo(others, ours, mine.settled());
            }
            LossCounting counting = new LossCounting(i, writes);
            Row joined = ours == null && others == null ? null : rules.joinRow(ours, others, scenario.mode(), counting);
            int missing = mine.missing() & ~(1 << j);
            ReplicaState after =
                    mine.holding(joined, mine.have() | theirs.have()).standing(mine.settled(), missing);
            if (!mine.isGood() && missing == 0 && theirs.isGood()) {
                after = settled(after, theirs.settled());
            }
            if (!after.equals(replica)) {
                next.add(with(i, after, writes, counting, "replica " + i + " joins the row of " + j));
            }
        }
    }

    private void crash(int i, List<RowWorld> next) {
        if (crashes == scenario.crashes() || writes.isEmpty()) {
            return;
        }
        ReplicaState replica = replicas.get(i);
        long life = 10 + (long) (writes.size() - 1) * scenario.stampStep();
        int others = (1 << replicas.size()) - 1 & ~(1 << i);
        next.add(crashed(i, replica.restarted(replica.row(), replica.have(), life, 0), "nothing"));
        if (scenario.losses() != Scenario.Losses.NOTHING) {
            next.add(crashed(i, replica.restarted(null, 0, life, others), "everything"));
        }
        if (scenario.losses() == Scenario.Losses.TAIL) {
            if (replica.kept() != null) {
                ReplicaState thrownBack = replica.restarted(replica.kept(), replica.keptHave(), life, others);
                next.add(crashed(i, thrownBack, "what it did not keep"));
            } else if (replica.row() != null) {
                String text = "replica " + i + " keeps what it has";
                next.add(with(i, replica.keeping(), writes, new LossCounting(i, writes), text));
            }
        }
    }

    private RowWorld crashed(int i, ReplicaState after, String loses) {
        String text = "replica " + i + " restarts and loses " + loses;
        RowWorld world = with(i, after, writes, new LossCounting(i, writes), text);
        return new RowWorld(
                scenario, rules, world.replicas, writes, readings, crashes + 1, lost, lostWrongly, text, this);
    }

    private void settle(int i, List<RowWorld> next) {
        if (!scenario.settles()) {
            return;
        }
        long settled = 0;
        for (History.Write write : writes) {
            for (ReplicaState replica : replicas) {
                if (!write.isIn(replica.have()) || !replica.isGood()) {
                    addSettled(i, settled, next);
                    return;
                }
            }
            settled = write.dot().stamp();
        }
        addSettled(i, settled, next);
    }

    private void addSettled(int i, long settled, List<RowWorld> next) {
        ReplicaState replica = replicas.get(i);
        if (settled > replica.settled()) {
            ReplicaState after = settled(replica, settled);
            next.add(with(i, after, writes, new LossCounting(i, writes), "replica " + i + " settles " + settled));
        }
    }

    private ReplicaState settled(ReplicaState replica, long settled) {
        if (settled <= replica.settled() || !replica.isGood()) {
            return replica;
        }
        Row row = replica.row() == null ? null : rules.settle(replica.row(), scenario.mode(), settled);
        return replica.holding(row, replica.have()).standing(settled, 0);
    }

    private void read(int i, List<RowWorld> next) {
        Reading reading = reading(replicas.get(i));
        if (readings.size() < scenario.rememberedReads() && !readings.contains(reading)) {
            List<Reading> more = new ArrayList<>(readings);
            more.add(reading);
            next.add(new RowWorld(
                    scenario,
                    rules,
                    replicas,
                    writes,
                    more,
                    crashes,
                    lost,
                    lostWrongly,
                    "a client reads replica " + i,
                    this));
        }
    }

    private Reading reading(ReplicaState replica) {
        return new Reading(
                replica.row() == null ? CausalContext.EMPTY : replica.row().context(), replica.have());
    }

    private RowWorld with(int i, ReplicaState after, List<History.Write> all, LossCounting counting, String text) {
        List<ReplicaState> changed = new ArrayList<>(replicas);
        changed.set(i, after);
        return new RowWorld(
                scenario, rules, changed, all, readings, crashes, lost + counting.lost, counting.fault, text, this);
    }

    @Override
    public long fingerprint() {
        WireWriter out = new WireWriter(512);
        for (ReplicaState replica : replicas) {
            replica.write(out);
        }
        for (History.Write write : writes) {
            out.u8(scenario.effects().indexOf(write.effect()));
            write.write(out);
        }
        for (Reading reading : readings) {
            DataCodec.writeVector(reading.context().vector(), out);
            out.varint(reading.seen());
        }
        out.varint(crashes);
        out.int64(lost);
        out.bool(lostWrongly != null);
        return LongHashFunction.xx3().hashBytes(out.toByteArray());
    }

    @Override
    public @Nullable String wrong() {
        if (lostWrongly != null && crashes == 0) {
            return lostWrongly;
        }
        for (int i = 0; i < replicas.size(); i++) {
            ReplicaState replica = replicas.get(i);
            if (before != null && before.replicas.get(i) == replica) {
                continue; // checked there
            }
            // Where times settle, what a recovering replica holds does not count, and is corrected before it does.
            String fault = replica.isGood() || !scenario.settles() ? wrong(replica) : null;
            if (fault != null) {
                return "replica " + i + ", which has " + Integer.toBinaryString(replica.have()) + ", " + fault + "\n  "
                        + replica.row();
            }
        }
        return crashes > 0 || scenario.mode() == ConflictMode.SIBLINGS ? null : LostTruth.wrong(writes, lost, replicas);
    }

    private @Nullable String wrong(ReplicaState replica) {
        var want = History.cells(writes, replica.have(), scenario.mode());
        var got = History.cells(replica.row());
        if (!want.equals(got)) {
            return "must hold " + want + ", holds " + got;
        }
        long sum = History.sum(writes, replica.have(), scenario.mode());
        if (sum != History.sum(replica.row())) {
            return "must count " + Long.toBinaryString(sum) + ", counts "
                    + Long.toBinaryString(History.sum(replica.row()));
        }
        for (History.Write write : writes) {
            boolean claims = replica.row() != null && replica.row().vector().contains(write.dot());
            if (claims && !write.isIn(replica.have())) {
                return "claims " + write.dot();
            }
            if (!claims && write.isIn(replica.have()) && !scenario.settles()) {
                return "does not know that it has " + write.dot();
            }
        }
        return null;
    }
}
