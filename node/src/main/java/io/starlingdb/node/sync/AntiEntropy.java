package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Exchange;
import io.starlingdb.antientropy.ExchangeResult;
import io.starlingdb.antientropy.Level;
import io.starlingdb.antientropy.Schedule;
import io.starlingdb.antientropy.SumsRequest;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.MissedRanges;
import io.starlingdb.node.replica.SettledTimes;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.wire.Inbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Anti-entropy on this node: keeps the sums, and runs exchanges all the time, so that replicas come to hold the same whatever was lost on the way.
 *
 * <p>Used on the loop, but for the constructor and {@link #checkpoint}. Each of two replicas schedules all that they share; when one has found a range in
 * step, both count it as visited.
 */
public final class AntiEntropy implements MissedRanges {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Between two counts for the sake of a place in a file that cannot be read: it may never be readable again. */
    private static final long RECOUNT_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** From so many tasks in the shards' queues on the node has enough to do. */
    private static final double BUSY_TASKS = 2_000;

    private final SyncParts on;
    private final SyncSettings settings;
    private final SyncRules rules;
    private final BooleanSupplier mayCompare;
    private final SyncListener listener;
    private final RowSums sums;
    private final SumCount count;
    private final EntryScans scans;
    private final CorruptRows corrupt;
    private final Settlement settlement;
    private final Purge purge;
    private final Schedule schedule;
    private final Map<Schedule.Pair, ExchangeRun> running = new TreeMap<>();
    private final Set<Schedule.Pair> agreeing = new TreeSet<>();
    private final List<Repair> repairs = new ArrayList<>();
    private @Nullable SyncScopes scopes;
    private final RepairedRows repaired = new RepairedRows();
    private long exchanges;
    private long recountAfter;
    private boolean isStopped;

    /**
     * @param kept the sums as {@link #checkpoint} gave them at the last stop; null if that was not clean. They must be gone from where they were
     *     kept
     */
    public AntiEntropy(
            SyncParts on,
            SettlingParts settling,
            SyncSettings settings,
            SyncRules rules,
            SyncListener listener,
            byte @Nullable [] kept) {
        this.on = on;
        this.settings = settings;
        this.rules = rules;
        this.listener = listener;
        this.mayCompare = () -> rules.mayCompare(on.isProven().getAsBoolean());
        this.settlement = new Settlement(on, settling, settings.settling(), rules, mayCompare, this::scopes);
        on.replica().settleBy(settings.settling().isOn() ? settlement : SettledTimes.NONE);
        this.sums = new RowSums(
                on.shards().count(),
                kept,
                rules,
                scope -> scopes().tables(scope),
                key -> on.loop().execute(() -> foundCorrupt(key)));
        this.count = new SumCount(sums, on.shards(), on.loop(), settings.countPauseNanos());
        this.scans = new EntryScans(on.shards(), this::conflicts);
        this.corrupt = new CorruptRows(on, this::scopes, listener);
        this.recountAfter = on.time().nanoTime();
        this.schedule = new Schedule(settings.intervalNanos(), RETRY_NANOS);
        this.purge = new Purge(on, settlement, settings.settling());
        on.shards().observe(new EveryChange(List.of(sums, purge)));
    }

    /** Takes requests and runs exchanges from now on. */
    public void start() {
        new SyncService(on, sums, scans, this::scopes, settlement, mayCompare, this::foundInStep).start();
        settlement.start();
        purge.start();
        on.membership().listen(new MembershipListener() {
            @Override
            public void livenessChanged(Member member, Liveness before) {
                if (before == Liveness.DEAD && member.isAlive()) {
                    schedule.hurry(
                            pair -> pair.peer().equals(member.id()), on.time().nanoTime());
                }
            }
        });
        count.start();
        look();
    }

    /** Lets the next life know that its directory is an older copy, and may hold what others have purged. Blocks. */
    public static void doubt(SavedState saved) {
        Settlement.doubt(saved);
    }

    /** Whether this node may hold what others have purged: its reads must not count. */
    public boolean isDoubtful() {
        return settlement.isOn() && settlement.owned().isDoubtful();
    }

    /** Up to which stamp a token's rows are settled, in µs; 0 if nothing of them is. */
    public long settled(int tableId, long token) {
        return settlement.settled(tableId, token);
    }

    /** What is settled on this node; it stays so until {@link #releaseSettled}, for a snapshot that is exactly of that time. */
    public SettledRanges holdSettled() {
        return settlement.hold();
    }

    /** What was settled until now; from here on more may be. */
    public SettledRanges releaseSettled() {
        return settlement.release();
    }

    /** Begins no more exchanges. */
    public void stop() {
        isStopped = true;
        count.stop();
    }

    /** The sums, to be kept until the next start. Once the shards are closed; on any thread. */
    public byte[] checkpoint() {
        return sums.checkpoint();
    }

    private SyncScopes scopes() {
        ClusterRecord record = on.record().current();
        SyncScopes known = scopes;
        if (known == null || known.epoch() != record.epoch()) {
            known = new SyncScopes(record, on.self());
            scopes = known;
            schedule.pairs(known.pairs(), on.time().nanoTime());
        }
        return known;
    }

    private void look() {
        if (isStopped) {
            return;
        }
        scopes();
        long now = on.time().nanoTime();
        double load = on.shards().statistics().queuedTasks() / BUSY_TASKS;
        while (running.size() + agreeing.size() < settings.concurrent() && !sums.isCounting()) {
            Schedule.Pair next = schedule.next(now, load, this::isPossible);
            if (next == null) {
                break;
            }
            schedule.begun(next, now);
            begin(next);
        }
        on.loop().schedule(LOOK_NANOS, this::look);
    }

    private boolean isPossible(Schedule.Pair pair) {
        return mayCompare.getAsBoolean()
                && !running.containsKey(pair)
                && !agreeing.contains(pair)
                && on.membership().liveness(pair.peer()) != Liveness.DEAD
                && on.record().current().member(pair.peer()) != null;
    }

    private void begin(Schedule.Pair pair) {
        ClusterRecord record = on.record().current();
        RecordMember peer = record.member(pair.peer());
        if (peer == null) {
            return;
        }
        agreeing.add(pair);
        settlement.agree(pair.scope(), pair.peer(), terms -> {
            agreeing.remove(pair);
            if (terms == null || on.record().current().epoch() != record.epoch()) {
                ended(pair, ExchangeTerms.NONE, new ExchangeResult(ExchangeResult.End.NOT_READY, 0, 0, 0));
            } else {
                begin(pair, peer, terms);
            }
        });
    }

    private void begin(Schedule.Pair pair, RecordMember peer, ExchangeTerms terms) {
        long epoch = on.record().current().epoch();
        Exchange exchange = new Exchange(pair.scope(), epoch, terms.settled(), ++exchanges, sums, settings.exchange());
        ExchangeRun run = new ExchangeRun(
                on,
                sums,
                scans,
                rules,
                exchange,
                terms,
                settlement.owned().of(pair.scope()),
                peer.endpoint(),
                epoch,
                result -> ended(pair, terms, result));
        running.put(pair, run);
        run.start();
    }

    private @Nullable ConflictMode conflicts(int tableId) {
        TableSchema table = on.record().current().schema().table(tableId);
        return table == null ? null : table.conflicts();
    }

    private void ended(Schedule.Pair pair, ExchangeTerms terms, ExchangeResult result) {
        ExchangeRun run = running.remove(pair);
        if (result.isComplete() && on.record().current().epoch() == scopes().epoch()) {
            settlement.compared(pair.scope(), terms, result.end() == ExchangeResult.End.MENDED);
        }
        long now = on.time().nanoTime();
        if (result.isComplete()) {
            schedule.done(pair, now);
        } else {
            schedule.again(pair, result.end() == ExchangeResult.End.MORE, now);
        }
        if (run != null) {
            EntryMend.Tally tally = run.tally();
            listener.exchanged(result, tally.fetched, tally.sent, tally.bytes);
            repaired.add(tally.rows);
            for (Repair repair : List.copyOf(repairs)) {
                repair.ended(pair, result, tally.fetched + tally.sent);
            }
        }
        if (!isStopped) {
            on.loop().execute(this::beginNext);
        }
    }

    private void beginNext() {
        long now = on.time().nanoTime();
        if (running.size() + agreeing.size() < settings.concurrent() && !sums.isCounting()) {
            Schedule.Pair next = schedule.next(now, 1, this::isPossible);
            if (next != null) {
                schedule.begun(next, now);
                begin(next);
            }
        }
    }

    /** Another node has found that there is nothing to do. */
    private void foundInStep(Inbound<SumsRequest> in) {
        for (Schedule.Pair pair : schedule.pairs()) {
            RecordMember peer = on.record().current().member(pair.peer());
            if (pair.scope().equals(in.message().scope())
                    && peer != null
                    && peer.endpoint().equals(in.from())
                    && isRoot(in.message())) {
                schedule.done(pair, on.time().nanoTime());
                return;
            }
        }
    }

    private static boolean isRoot(SumsRequest request) {
        return request.families().size() == 1
                && request.families().get(0).place().level() == Level.ROOT;
    }

    @Override
    public void missed(NodeId target, long token) {
        schedule.hurry(
                pair -> pair.peer().equals(target) && pair.scope().range().contains(token),
                on.time().nanoTime());
    }

    /** A stored row cannot be read, or a place in a file that nobody can name: then everything is counted anew, and what is missing fetched. */
    private void foundCorrupt(@Nullable RowKey key) {
        if (key != null) {
            settlement.lost(key);
            corrupt.found(key);
        } else if (!sums.isCounting() && on.time().nanoTime() - recountAfter >= 0) {
            recountAfter = on.time().nanoTime() + RECOUNT_NANOS;
            sums.recount();
            schedule.hurry(pair -> true, on.time().nanoTime());
        }
    }

    /**
     * Exchanges now what operators ask for.
     *
     * @param keyspace null for all
     * @param progress hears after each exchange
     * @return how many rows were fetched and sent; completes on the loop
     */
    public CompletableFuture<Long> repair(@Nullable String keyspace, Progress progress) {
        SyncScopes present = scopes();
        Predicate<Schedule.Pair> wanted = pair -> keyspace == null || present.hasKeyspace(pair.scope(), keyspace);
        Repair repair = new Repair(schedule.pairs().stream().filter(wanted).toList(), progress);
        repairs.add(repair);
        CompletableFuture<Long> unused = repair.done().whenComplete((rows, failure) -> repairs.remove(repair));
        schedule.hurry(wanted, on.time().nanoTime());
        repair.start();
        return repair.done();
    }

    /** Hears how far a repair is. */
    public interface Progress {
        void at(long done, long total);
    }

    /** The sum over all rows of this node: equal on two nodes that hold the same. */
    public long sumOfEverything() {
        return sums.total();
    }

    /** What it does now. */
    public SyncState state() {
        StateReport report = new StateReport(
                schedule,
                scopes(),
                repaired,
                settlement,
                purge.tombstones(),
                on.time().nanoTime());
        return new SyncState(
                sums.isCounting(),
                count.counted(),
                sums.bytes(),
                running.size(),
                schedule.urgent(),
                scans.rowsRead(),
                report.ranges(),
                report.tables());
    }
}
