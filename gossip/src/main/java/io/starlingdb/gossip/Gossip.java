package io.starlingdb.gossip;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.wire.Messenger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the protocol ({@link Swim}) on a messenger and a scheduler: one timer, set for whatever comes next, and the urgent lane. Used on the
 * loop only, but for the constructor.
 */
public final class Gossip implements Membership {

    private static final String SAVED_NAME = "gossip-start";
    private static final byte SAVED_VERSION = 1;

    private final Messenger messenger;
    private final TimeSource time;
    private final Scheduler scheduler;
    private final long originNanos;
    private final Swim swim;
    private final List<MembershipListener> listeners = new ArrayList<>();
    private @Nullable Cancellable timer;
    private long timerNanos = Long.MAX_VALUE;
    private boolean running;
    private boolean flushing;

    /**
     * Begins a new start of this node: numbers it durably (blocks on the saved state), and takes gossip's messages from the messenger, whose
     * registry must know {@link GossipMessages}. Nothing is sent before {@link #start}.
     *
     * @param id this node's durable identity
     * @param saved where the number of the start is kept
     */
    public Gossip(
            NodeId id,
            GossipOptions options,
            Messenger messenger,
            TimeSource time,
            Scheduler scheduler,
            RandomGenerator random,
            SavedState saved) {
        this(id, options, messenger, time, scheduler, random, saved, SwimRules.SOUND);
    }

    Gossip(
            NodeId id,
            GossipOptions options,
            Messenger messenger,
            TimeSource time,
            Scheduler scheduler,
            RandomGenerator random,
            SavedState saved,
            SwimRules rules) {
        this.messenger = messenger;
        this.time = time;
        this.scheduler = scheduler;
        this.originNanos = time.nanoTime();
        this.swim = new Swim(new Self(id, messenger.self(), nextStart(time, saved)), options, random, rules);
        on(Ping.class);
        on(PingReq.class);
        on(Ack.class);
        on(Nack.class);
        on(News.class);
        on(PushPull.class);
        on(JoinRefused.class);
        on(Compare.class);
        on(Part.class);
    }

    /** Contacts the seeds, whose ids need not be known and one of which may be this node, and takes part from now on. */
    public void start(Collection<Endpoint> seeds) {
        running = true;
        swim.start(seeds, now());
        flush();
    }

    /** Stops taking part, without a word to the others: they will find this node failing. See {@link #leave} for the polite way. */
    public void stop() {
        running = false;
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public Member self() {
        return swim.self();
    }

    @Override
    public List<Member> members() {
        return swim.members();
    }

    @Override
    public @Nullable Member member(NodeId id) {
        return swim.member(id);
    }

    @Override
    public Liveness liveness(NodeId id) {
        Member member = swim.member(id);
        return member == null ? Liveness.DEAD : member.liveness();
    }

    @Override
    public void updateSelf(String fact, String value) {
        swim.state(fact, value);
        flush();
    }

    @Override
    public void listen(MembershipListener listener) {
        listeners.add(listener);
    }

    @Override
    public void contact(Collection<Endpoint> endpoints) {
        if (running) {
            swim.contact(endpoints, now());
            flush();
        }
    }

    @Override
    public void probeSoon(Endpoint endpoint) {
        if (running) {
            swim.probeSoon(endpoint, now());
            flush();
        }
    }

    @Override
    public void forget(NodeId id) {
        swim.forget(id);
        flush();
    }

    @Override
    public void leave() {
        swim.leave();
        flush();
        stop();
    }

    /** How much this node doubts itself (Lifeguard's local health): 0 when all is well; for metrics. */
    public int localHealth() {
        return swim.doubt();
    }

    private <M extends GossipMessage> void on(Class<M> type) {
        messenger.on(type, in -> {
            if (running) {
                swim.receive(in.from(), in.message(), now());
                flush();
            }
        });
    }

    private void tick() {
        timer = null;
        timerNanos = Long.MAX_VALUE;
        swim.tick(now());
        flush();
    }

    /** Does what the protocol wants done, until it wants no more, and sets the timer. Listeners may call back in. */
    private void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        try {
            deliver();
        } finally {
            flushing = false;
        }
        arm();
    }

    private void deliver() {
        boolean more = true;
        while (more) {
            List<Outbox.Send> sends = swim.outbox().takeSends();
            sends.forEach(send -> messenger.tell(send.to(), Lane.URGENT, send.message()));
            List<Consumer<MembershipListener>> events = swim.outbox().takeEvents();
            for (Consumer<MembershipListener> event : events) {
                List.copyOf(listeners).forEach(event);
            }
            more = !sends.isEmpty() || !events.isEmpty();
        }
    }

    private void arm() {
        long next = swim.nextTickNanos();
        if (!running || next >= timerNanos) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerNanos = next;
        timer = scheduler.schedule(next - now(), this::tick);
    }

    private long now() {
        return time.nanoTime() - originNanos;
    }

    /**
     * Numbers this start above all before it. The wall clock has a part in it so that a node whose saved state was lost still begins above
     * its former lives; should the clock have been set back too, it learns that from its peers ({@link Self#refute}).
     */
    private static long nextStart(TimeSource time, SavedState saved) {
        long start = Math.max(1, time.wallMicros() / 1000);
        byte[] previous = saved.load(SAVED_NAME);
        if (previous != null) {
            if (previous.length != 1 + Long.BYTES || previous[0] != SAVED_VERSION) {
                throw new IllegalStateException("the saved " + SAVED_NAME + " is damaged or of a newer release");
            }
            start = Math.max(start, ByteBuffer.wrap(previous).getLong(1) + 1);
        }
        saved.save(
                SAVED_NAME,
                ByteBuffer.allocate(1 + Long.BYTES)
                        .put(SAVED_VERSION)
                        .putLong(start)
                        .array());
        return start;
    }
}
