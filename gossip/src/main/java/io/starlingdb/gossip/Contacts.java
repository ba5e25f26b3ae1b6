package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whom this node exchanges its full state with: endpoints of which it does not know who is there, until they answer (seeds without end,
 * strangers who sent something a few times); dead members, in case they can be reached again; and now and then any seed at
 * which no member is known, so that even halves of a cluster that have forgotten each other meet again. With
 * any member it now and then compares views.
 */
final class Contacts {

    /** Endpoints beyond this many are not remembered. */
    private static final int UNANSWERED_MAX = 256;

    /** How many are tried at once. */
    private static final int TRIES = 4;

    /** How often a stranger is tried. */
    private static final int STRANGER_TRIES = 10;

    private static final long NONE = 0;

    private final GossipOptions.Spreading options;
    private final Self self;
    private final MemberTable members;
    private final Courier courier;
    private final RandomGenerator random;

    private final Set<Endpoint> seeds = new LinkedHashSet<>();
    private final Map<Endpoint, Contact> unanswered = new LinkedHashMap<>();

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

    /** Contacts the endpoint now, and again until it answers. */
    void addSeed(Endpoint endpoint, long now) {
        if (!endpoint.equals(self.endpoint()) && seeds.size() < UNANSWERED_MAX) {
            seeds.add(endpoint);
            begin(endpoint, now);
        }
    }

    /** Finds out who is there, unless that is under way. */
    void addStranger(Endpoint endpoint, long now) {
        if (!endpoint.equals(self.endpoint()) && !unanswered.containsKey(endpoint)) {
            begin(endpoint, now);
        }
    }

    /** An exchange was answered; by whom does not matter: a seed's name may be another than the endpoint that its node announces. */
    void onReply(long sequence) {
        unanswered.values().removeIf(contact -> contact.sequence == sequence);
    }

    /** An exchange came back to this node: that seed is another name of its own. */
    void onOwn(long sequence) {
        seeds.removeIf(seed -> {
            Contact contact = unanswered.get(seed);
            return contact != null && contact.sequence == sequence;
        });
        onReply(sequence);
    }

    /** The node there refused this one: try again later, whatever else it answers. */
    void onRefusal(Endpoint endpoint) {
        Contact contact = contact(endpoint);
        if (contact != null) {
            contact.sequence = NONE;
            contact.tries = 0;
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
            for (MemberEntry member : members.pickLiving(1, random)) {
                courier.compare(member.endpoint, courier.nextSequence(), now);
            }
            contactLostSeed(now);
        }
    }

    long nextTickNanos() {
        return Math.min(nextTryNanos, nextPushPullNanos);
    }

    private void tryAgain(long now) {
        List<Endpoint> silent = new ArrayList<>(unanswered.keySet());
        for (int i = 0; i < TRIES && !silent.isEmpty(); i++) {
            Endpoint endpoint = silent.remove(random.nextInt(silent.size()));
            begin(endpoint, now);
            Contact contact = unanswered.get(endpoint);
            if (contact != null && contact.tries >= STRANGER_TRIES && !seeds.contains(endpoint)) {
                unanswered.remove(endpoint);
            }
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

    private void contactLostSeed(long now) {
        List<Endpoint> lost = new ArrayList<>(seeds);
        lost.removeIf(seed -> members.holderOf(seed) != null || unanswered.containsKey(seed));
        if (!lost.isEmpty()) {
            begin(lost.get(random.nextInt(lost.size())), now);
        }
    }

    private void begin(Endpoint endpoint, long now) {
        Contact contact = contact(endpoint);
        if (contact != null) {
            contact.sequence = courier.nextSequence();
            contact.tries++;
            courier.pushPull(endpoint, contact.sequence, false, now);
        }
    }

    /** Null if there is no room. */
    private @Nullable Contact contact(Endpoint endpoint) {
        Contact contact = unanswered.get(endpoint);
        if (contact == null && unanswered.size() < UNANSWERED_MAX) {
            contact = new Contact();
            unanswered.put(endpoint, contact);
        }
        return contact;
    }

    /** An endpoint that has not answered yet. */
    private static final class Contact {
        /** Of the latest exchange that was begun. */
        private long sequence = NONE;

        private int tries;
    }
}
