package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members by id, and those of them that are asked for with every message: the suspects, the one at an endpoint, how many live. In large
 * clusters no message may cost a walk over all members.
 */
final class MemberIndex {
    private static final Comparator<MemberEntry> BY_ID = Comparator.comparing(entry -> entry.id);

    private final Map<NodeId, MemberEntry> all = new TreeMap<>();
    private final Map<NodeId, MemberEntry> suspects = new TreeMap<>();
    private final List<MemberEntry> living = new ArrayList<>();
    private final Map<Endpoint, MemberEntry> holders = new HashMap<>();

    @Nullable
    MemberEntry get(NodeId id) {
        return all.get(id);
    }

    /** In order of ids. */
    Collection<MemberEntry> all() {
        return Collections.unmodifiableCollection(all.values());
    }

    /** Those that are SUSPECT, in order of ids. */
    Collection<MemberEntry> suspects() {
        return Collections.unmodifiableCollection(suspects.values());
    }

    /** Those that are not dead, in order of ids. */
    List<MemberEntry> living() {
        return Collections.unmodifiableList(living);
    }

    /** The member, not dead, that is reached there. */
    @Nullable
    MemberEntry holderOf(Endpoint endpoint) {
        return holders.get(endpoint);
    }

    int notDead() {
        return living.size();
    }

    int alive() {
        return notDead() - suspects.size();
    }

    void add(MemberEntry entry) {
        all.put(entry.id, entry);
        file(entry);
    }

    @Nullable
    MemberEntry remove(NodeId id) {
        MemberEntry removed = all.remove(id);
        if (removed != null) {
            unfile(removed);
        }
        return removed;
    }

    /** Lets the entry's endpoint and liveness change. */
    void change(MemberEntry entry, Runnable change) {
        unfile(entry);
        change.run();
        file(entry);
    }

    private void file(MemberEntry entry) {
        if (!entry.isDead()) {
            holders.putIfAbsent(entry.endpoint, entry);
            living.add(-1 - placeAmongLiving(entry), entry);
        }
        if (entry.liveness == Liveness.SUSPECT) {
            suspects.put(entry.id, entry);
        }
    }

    private void unfile(MemberEntry entry) {
        if (!entry.isDead()) {
            holders.remove(entry.endpoint, entry);
            living.remove(placeAmongLiving(entry));
        }
        suspects.remove(entry.id);
    }

    /** As {@link Collections#binarySearch} says it. */
    private int placeAmongLiving(MemberEntry entry) {
        return Collections.binarySearch(living, entry, BY_ID);
    }
}
