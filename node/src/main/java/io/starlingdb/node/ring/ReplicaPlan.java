package io.starlingdb.node.ring;

import io.starlingdb.client.StarlingException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What one request contacts, decided once, and how many answers it needs. Immutable.
 *
 * <p>A write contacts every live replica; those that are not are {@link #absent()} and get hints. A read contacts as few as
 * its level needs, the best first: the coordinator itself, then its datacenter, then the quickest; the other live replicas
 * whose answers would count are {@link #spares()}, for hedging.
 *
 * <p>Answers are counted by group: one group for most levels, one for each datacenter with EACH_QUORUM. With the LOCAL
 * levels the answers of other datacenters count for no group.
 */
public final class ReplicaPlan {
    private final ReplicaSet replicas;
    private final Requirement requirement;
    /** {@code [0, contacts)} are contacted, {@code [contacts, live)} are spares, the rest is absent. */
    private final RecordMember[] ordered;

    private final int contacts;
    private final int live;

    private ReplicaPlan(ReplicaSet replicas, Requirement requirement, RecordMember[] ordered, int contacts, int live) {
        this.replicas = replicas;
        this.requirement = requirement;
        this.ordered = ordered;
        this.contacts = contacts;
        this.live = live;
    }

    /**
     * The plan of a write.
     *
     * @throws StarlingException UNAVAILABLE with {@code required} and {@code alive} where too few replicas live;
     *     BAD_REQUEST where a plain number is above the replication factor
     * @throws IllegalArgumentException for ANY, SERIAL and LOCAL_SERIAL, which are not numbers of replicas
     */
    public static ReplicaPlan forWrite(ReplicaSet replicas, Consistency consistency, ReplicaView view) {
        Requirement requirement = Requirement.of(replicas, consistency, view.datacenter());
        List<RecordMember> members = replicas.members();
        RecordMember[] ordered = new RecordMember[members.size()];
        int live = 0;
        int absent = ordered.length;
        for (int i = 0; i < members.size(); i++) {
            RecordMember member = members.get(i);
            if (view.isAlive(member)) {
                ordered[live++] = member;
            } else {
                ordered[--absent] = member;
            }
        }
        requireAlive(requirement, ordered, live);
        return new ReplicaPlan(replicas, requirement, ordered, live, live);
    }

    /**
     * The plan of a read.
     *
     * @throws StarlingException as {@link #forWrite}
     * @throws IllegalArgumentException as {@link #forWrite}
     */
    public static ReplicaPlan forRead(ReplicaSet replicas, Consistency consistency, ReplicaView view) {
        Requirement requirement = Requirement.of(replicas, consistency, view.datacenter());
        List<RecordMember> members = replicas.members();
        RecordMember[] best = new RecordMember[members.size()];
        int live = 0;
        for (int i = 0; i < members.size(); i++) {
            RecordMember member = members.get(i);
            if (requirement.groupOf(member) != Requirement.NOBODY && view.isAlive(member)) {
                insert(best, live++, member, view);
            }
        }
        requireAlive(requirement, best, live);
        RecordMember[] ordered = new RecordMember[live];
        int contacts = takeRequired(requirement, best, live, ordered);
        return new ReplicaPlan(replicas, requirement, ordered, contacts, live);
    }

    /** Inserts into the sorted {@code best[0, count)}: the sets are too small for anything cleverer. */
    private static void insert(RecordMember[] best, int count, RecordMember member, ReplicaView view) {
        int at = count;
        while (at > 0 && isBetter(member, best[at - 1], view)) {
            best[at] = best[at - 1];
            at--;
        }
        best[at] = member;
    }

    private static boolean isBetter(RecordMember one, RecordMember other, ReplicaView view) {
        if (one.actor() == view.self() || other.actor() == view.self()) {
            return one.actor() == view.self();
        }
        boolean near = one.datacenter().equals(view.datacenter());
        if (near != other.datacenter().equals(view.datacenter())) {
            return near;
        }
        return view.latency(one) < view.latency(other);
    }

    /** Fills {@code ordered}: first the best that each group needs, then the rest; returns how many are needed. */
    private static int takeRequired(Requirement requirement, RecordMember[] best, int live, RecordMember[] ordered) {
        int[] missing = new int[requirement.groups()];
        for (int group = 0; group < missing.length; group++) {
            missing[group] = requirement.required(group);
        }
        int contacts = 0;
        for (int i = 0; i < live; i++) {
            if (missing[requirement.groupOf(best[i])]-- > 0) {
                ordered[contacts++] = best[i];
            }
        }
        int spare = contacts;
        for (int i = 0; i < live; i++) {
            if (!contains(ordered, contacts, best[i])) {
                ordered[spare++] = best[i];
            }
        }
        return contacts;
    }

    private static boolean contains(RecordMember[] members, int count, RecordMember wanted) {
        for (int i = 0; i < count; i++) {
            if (members[i].actor() == wanted.actor()) {
                return true;
            }
        }
        return false;
    }

    private static void requireAlive(Requirement requirement, RecordMember[] live, int count) {
        for (int group = 0; group < requirement.groups(); group++) {
            int alive = 0;
            for (int i = 0; i < count; i++) {
                if (requirement.groupOf(live[i]) == group) {
                    alive++;
                }
            }
            if (alive < requirement.required(group)) {
                throw StarlingException.unavailable(requirement.required(group), alive);
            }
        }
    }

    /** All replicas of the range, contacted or not. */
    public ReplicaSet replicas() {
        return replicas;
    }

    /** Whom to contact at once, best first. */
    public List<RecordMember> contacts() {
        return slice(0, contacts);
    }

    /** Reads: live replicas that are not contacted and whose answers would count, best first. */
    public List<RecordMember> spares() {
        return slice(contacts, live);
    }

    /** Writes: replicas that are not alive and are owed a hint. */
    public List<RecordMember> absent() {
        return slice(live, ordered.length);
    }

    private List<RecordMember> slice(int from, int to) {
        return from == to
                ? List.of()
                : Collections.unmodifiableList(Arrays.asList(ordered).subList(from, to));
    }

    /** How many groups of answers are counted apart. */
    public int groups() {
        return requirement.groups();
    }

    /** How many answers a group needs before the request succeeds. */
    public int required(int group) {
        return requirement.required(group);
    }

    /** How many answers are needed in all. */
    public int required() {
        int sum = 0;
        for (int group = 0; group < requirement.groups(); group++) {
            sum += requirement.required(group);
        }
        return sum;
    }

    /** The group that the member's answer counts for, −1 if for none. */
    public int groupOf(RecordMember member) {
        return requirement.groupOf(member);
    }
}
