package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Whom this node exchanges its full state with: endpoints of which it does not know who is there (seeds, and strangers who sent something)
 * until they answer, dead members in case they can be reached again, and now and then any member.
 */
final class Contacts {

    /** Endpoints beyond this many are not remembered. */
    private static final int UNANSWERED_MAX = 256;

    /** How many are tried at once. */
    private static final int TRIES = 4;

    private final GossipOptions.Spreading options;
    private final Self self;
    private final MemberTable members;
    private final Courier courier;
    private final RandomGenerator random;

    /** With the number of the latest exchange that was begun there, 0 if none was. */
    private final Map<Endpoint, Long> unanswered = new LinkedHashMap<>();

    private long nextTryNanos;
    private long nextPushPullNanos;

    Contacts(GossipOptions.Spreading options, Self self, MemberTable members, Courier courier, RandomGenerator random) {
        this.options = options;
        this.self = self;
        this.members = members;
        this.courier = courier;
        this.random = random;
    }

    void start(long now) {
        nextTryNanos = now + options.reconnectIntervalNanos();
        nextPushPullNanos = now + random.nextLong(options.pushPullIntervalNanos());
    }

    /** Contacts the endpoint now, and again until it answers. Does nothing if that is under way. */
    void add(Endpoint endpoint, long now) {
        if (!endpoint.equals(self.endpoint())
                && !unanswered.containsKey(endpoint)
                && unanswered.size() < UNANSWERED_MAX) {
            unanswered.put(endpoint, 0L);
            begin(endpoint, now);
        }
    }

    /** An exchange was answered; by whom does not matter: a seed's name may be another than the endpoint that its node announces. */
    void onReply(long sequence) {
        unanswered.values().removeIf(begun -> begun == sequence);
    }

    /** The node there refused this one: try again later, whatever else it answers. */
    void onRefusal(Endpoint endpoint) {
        if (unanswered.size() < UNANSWERED_MAX || unanswered.containsKey(endpoint)) {
            unanswered.put(endpoint, 0L);
        }
    }

    void tick(long now) {
        if (nextTryNanos <= now) {
            nextTryNanos = now + options.reconnectIntervalNanos();
            tryAgain(now);
        }
        if (nextPushPullNanos <= now) {
            nextPushPullNanos =
                    now + options.pushPullIntervalNanos() / 2 + random.nextLong(options.pushPullIntervalNanos());
            members.dropLongDead(now);
            for (MemberEntry member : members.pick(1, entry -> !entry.isDead(), random)) {
                courier.pushPull(member.endpoint, courier.nextSequence(), false, now);
            }
        }
    }

    long nextTickNanos() {
        return Math.min(nextTryNanos, nextPushPullNanos);
    }

    private void tryAgain(long now) {
        List<Endpoint> silent = new ArrayList<>(unanswered.keySet());
        for (int i = 0; i < TRIES && !silent.isEmpty(); i++) {
            begin(silent.remove(random.nextInt(silent.size())), now);
        }
        for (MemberEntry dead : members.pick(TRIES, this::mayReturn, random)) {
            courier.pushPull(dead.endpoint, courier.nextSequence(), false, now);
        }
    }

    private boolean mayReturn(MemberEntry entry) {
        return entry.isDead()
                && members.holderOf(entry.endpoint) == null
                && !entry.endpoint.equals(self.endpoint())
                && !unanswered.containsKey(entry.endpoint);
    }

    private void begin(Endpoint endpoint, long now) {
        long sequence = courier.nextSequence();
        unanswered.put(endpoint, sequence);
        courier.pushPull(endpoint, sequence, false, now);
    }
}
