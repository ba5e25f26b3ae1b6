package io.starlingdb.node.ring;

import io.starlingdb.client.StarlingException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request contacts, decided once, and how many answers it needs. Immutable.
 *
 * <p>A write contacts every live replica; those that are not are {@link #absent()} and get hints. A read contacts as few as
 * its level needs, the best first: the coordinator itself, then its datacenter, then the quickest; the other live replicas
 * whose answers would count are {@link #spares()}, for hedging.
 *
 * <p>While a transition moves the range a write contacts the owners of both sides and needs what its level asks for of each;
 * a read contacts the side that is read.
 *
 * <p>Answers are counted by group: one group for most levels, one for each datacenter with EACH_QUORUM. With the LOCAL
 * levels the answers of other datacenters count for no group.
 */
public final class ReplicaPlan {
    private final ReplicaSet replicas;
    private final Requirement requirement;
    /** What the other side of a transition is owed; null where there is none. */
    private final @Nullable Requirement ofOther;
    /** {@code [0, contacts)} are contacted, {@code [contacts, live)} are spares, the rest is absent. */
    private final RecordMember[] ordered;

    private final int contacts;
    private final int live;

    private ReplicaPlan(
            ReplicaSet replicas,
            Requirement requirement,
            @Nullable Requirement ofOther,
            RecordMember[] ordered,
            int contacts,
            int live) {
        this.replicas = replicas;
        this.requirement = requirement;
        this.ofOther = ofOther;
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
        ReplicaPlan plan = planWrite(replicas, consistency, view);
        plan.requireAlive();
        return plan;
    }

    private static ReplicaPlan planWrite(ReplicaSet replicas, Consistency consistency, ReplicaView view) {
        Requirement requirement = Requirement.of(replicas, consistency, view.datacenter());
        ReplicaSet other = replicas.other();
        Requirement ofOther = other == null ? null : Requirement.ofOther(other, consistency, view.datacenter());
        List<RecordMember> members = replicas.written();
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
        return new ReplicaPlan(replicas, requirement, ofOther, ordered, live, live);
    }

    /** The plan of a write for which others may stand in: as {@link #forWrite}, however few replicas live. */
    public static ReplicaPlan forSloppyWrite(ReplicaSet replicas, Consistency consistency, ReplicaView view) {
        return planWrite(replicas, consistency, view);
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
        new ReplicaPlan(replicas, requirement, null, best, live, live).requireAlive();
        RecordMember[] ordered = new RecordMember[live];
        int contacts = takeRequired(requirement, best, live, ordered);
        return new ReplicaPlan(replicas, requirement, null, ordered, contacts, live);
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

    private void requireAlive() {
        for (int group = 0; group < groups(); group++) {
            int alive = 0;
            for (int i = 0; i < live; i++) {
                alive += (groupsOf(ordered[i]) & 1L << group) != 0 ? 1 : 0;
            }
            if (alive < required(group)) {
                throw StarlingException.unavailable(required(group), alive);
            }
        }
    }

    /** All replicas of the range, contacted or not; where a transition moves it, of both its sides. */
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
        return requirement.groups() + (ofOther == null ? 0 : ofOther.groups());
    }

    /** How many answers a group needs before the request succeeds. */
    public int required(int group) {
        int other = group - requirement.groups();
        return other < 0 || ofOther == null ? requirement.required(group) : ofOther.required(other);
    }

    /** How many answers are needed in all: an answer that counts for both sides of a transition is needed by each. */
    public int required() {
        int sum = 0;
        for (int group = 0; group < groups(); group++) {
            sum += required(group);
        }
        return sum;
    }

    /** The groups that the member's answer counts for, as bits: of each side of a transition one at most. */
    public long groupsOf(RecordMember member) {
        ReplicaSet other = replicas.other();
        if (ofOther == null || other == null) {
            return bit(requirement.groupOf(member));
        }
        long groups = replicas.contains(member.id()) ? bit(requirement.groupOf(member)) : 0;
        return other.contains(member.id()) ? groups | bit(ofOther.groupOf(member)) << requirement.groups() : groups;
    }

    private static long bit(int group) {
        return group == Requirement.NOBODY ? 0 : 1L << group;
    }

    /** The group of the read side that the member's answer counts for, −1 if for none. */
    public int groupOf(RecordMember member) {
        return requirement.groupOf(member);
    }
}
