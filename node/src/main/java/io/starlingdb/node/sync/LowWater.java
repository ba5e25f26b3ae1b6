package io.starlingdb.node.sync;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.replica.StampHolder;
import io.starlingdb.node.ring.RecordMember;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * This node's low-water mark: nothing that it holds or has in flight outside exchanges carries a stamp at or below it, or ever will. And what
 * follows from all members' marks: up to which stamp time is closed.
 *
 * <p>The mark is the lowest of what the {@link StampHolder}s tell and of the clock as it was so many ticks ago. Ticks, not time: a process that was
 * suspended finds its marks where they were. A mark is saved before it is stated, and never goes back. Used on the loop, but for {@link #closed}.
 */
public final class LowWater {
    /** The gossiped fact that states the mark: a stamp in µs, as a decimal number. */
    public static final String FACT = "low_water";

    private static final String SAVED_NAME = "low-water";

    private final Membership membership;
    private final RecordAgreement record;
    private final HybridClock clock;
    private final TimeSource time;
    private final Scheduler loop;
    private final SavedState saved;
    private final Executor blocking;
    private final SettlingPace pace;
    private final SyncRules rules;
    private final List<StampHolder> holders = new ArrayList<>();
    private final Deque<Long> samples = new ArrayDeque<>();
    private long promised;
    private long stated;
    private boolean isSaving;
    private int ticks;
    private volatile long closed;
    private long closedAtLastTick;

    /** @param saved where the mark is kept; read here (blocks) */
    public LowWater(
            Membership membership,
            RecordAgreement record,
            HybridClock clock,
            TimeSource time,
            Scheduler loop,
            SavedState saved,
            Executor blocking,
            SettlingPace pace,
            SyncRules rules) {
        this.membership = membership;
        this.record = record;
        this.clock = clock;
        this.time = time;
        this.loop = loop;
        this.saved = saved;
        this.blocking = blocking;
        this.pace = pace;
        this.rules = rules;
        byte[] before = saved.load(SAVED_NAME);
        promised = before == null || before.length != Long.BYTES
                ? 0
                : ByteBuffer.wrap(before).getLong();
    }

    /** One more who holds stamps. Before the start. */
    public void hold(StampHolder holder) {
        holders.add(holder);
    }

    /** Looks after the mark from now on. */
    public void start() {
        if (pace.isOn()) {
            tick();
        }
    }

    /** The mark, in µs: this node takes nothing over from others at or below it. */
    public long promised() {
        return promised;
    }

    /** Up to which stamp all members have promised, in µs. On any thread. */
    long closed() {
        return closed;
    }

    /** The same as it was at the last tick: by now no work of any shard is left that has not heard of it. */
    long closedForAll() {
        return closedAtLastTick;
    }

    private void tick() {
        long present = Math.max(clock.last(), time.wallMicros());
        if (clock.observe(present)) { // from here on every stamp is above, even if the wall clock goes back
            samples.add(present);
        }
        if (samples.size() > pace.lagTicks()) {
            promise(samples.remove());
        }
        if (++ticks % pace.stateTicks() == 0 && promised > stated) {
            state();
        }
        close();
        loop.schedule(pace.tickNanos(), this::tick);
    }

    private void promise(long sample) {
        long mark = sample;
        for (StampHolder holder : holders) {
            mark = Math.min(mark, rules.lowestStamp(holder) - 1);
        }
        promised = Math.max(promised, mark);
    }

    private void state() {
        if (isSaving) {
            return;
        }
        isSaving = true;
        long mark = promised;
        byte[] content = ByteBuffer.allocate(Long.BYTES).putLong(mark).array();
        blocking.execute(() -> {
            boolean isSaved = save(content);
            loop.execute(() -> {
                isSaving = false;
                if (isSaved) {
                    stated = mark;
                    membership.updateSelf(FACT, Long.toString(mark));
                }
            });
        });
    }

    private boolean save(byte[] content) {
        try {
            saved.save(SAVED_NAME, content);
            return true;
        } catch (RuntimeException e) {
            return false; // the next time
        }
    }

    private void close() {
        closedAtLastTick = closed;
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        for (RecordMember member : record.current().members()) {
            if (!rules.countsForClosing(membership.liveness(member.id()) != Liveness.DEAD)) {
                continue;
            }
            long mark = mark(membership.member(member.id()));
            lowest = Math.min(lowest, mark);
            highest = Math.max(highest, mark);
        }
        if (!clock.observe(highest)) {
            return; // the clocks are minutes apart
        }
        if (lowest != Long.MAX_VALUE) {
            closed = Math.max(closed, lowest);
        }
    }

    private static long mark(@Nullable Member member) {
        String stated = member == null ? null : member.fact(FACT);
        if (stated == null) {
            return 0;
        }
        try {
            return Long.parseLong(stated);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
