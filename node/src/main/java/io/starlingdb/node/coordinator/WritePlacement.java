package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaPlan;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom one write contacts, by one record: the live replicas, and in a sloppy write also fallbacks, each in the stead of a replica that is away or in
 * doubt. Those who answer are numbered: the contacts of the plan, then the stand-ins.
 *
 * @param epoch of the record
 * @param plan of the replicas
 * @param standIns in the order of the preference list; none in a strict write
 */
record WritePlacement(long epoch, ReplicaPlan plan, List<StandIn> standIns) {
    /** @throws StarlingException UNAVAILABLE if too few are alive, and what else {@link ReplicaPlan#forWrite} says */
    static WritePlacement of(Surroundings around, TableSchema table, long token, WriteTerms terms) {
        Placement placement = around.place(table, token);
        if (!terms.sloppy()) {
            return new WritePlacement(placement.epoch(), strict(around, placement, terms), List.of());
        }
        ReplicaPlan plan = ReplicaPlan.forSloppyWrite(
                placement.replicas(), terms.consistency(), around.health().writing());
        List<RecordMember> fallbacks = new ArrayList<>();
        for (RecordMember member : around.ring(table).preferenceList(token).fallbacks()) {
            if (!placement.replicas().isWritten(member.id()) && around.health().isSound(member)) {
                fallbacks.add(around.link().isSelf(member) ? 0 : fallbacks.size(), member);
            }
        }
        List<StandIn> standIns = standIns(around, plan, fallbacks);
        WritePlacement placed = new WritePlacement(placement.epoch(), plan, standIns);
        placed.requireEnough();
        return placed;
    }

    /** @throws StarlingException READ_ONLY where replicas live, but too few of them take writes */
    private static ReplicaPlan strict(Surroundings around, Placement placement, WriteTerms terms) {
        try {
            return ReplicaPlan.forWrite(
                    placement.replicas(), terms.consistency(), around.health().writing());
        } catch (StarlingException e) {
            List<RecordMember> full = placement.replicas().written().stream()
                    .filter(around.health()::isReadOnly)
                    .toList();
            if (e.code() != ErrorCode.UNAVAILABLE || full.isEmpty()) {
                throw e;
            }
            String who = String.join(
                    ", ",
                    full.stream().map(member -> member.endpoint().toString()).toList());
            throw new StarlingException(
                    ErrorCode.READ_ONLY,
                    "Too few replicas take writes: the disks of " + who + " are nearly full or fail. " + e.getMessage(),
                    e.numbers());
        }
    }

    private static List<StandIn> standIns(Surroundings around, ReplicaPlan plan, List<RecordMember> fallbacks) {
        List<RecordMember> away = new ArrayList<>(plan.absent());
        for (RecordMember contact : plan.contacts()) {
            if (!around.health().isSound(contact)) {
                away.add(contact);
            }
        }
        List<StandIn> standIns = new ArrayList<>();
        for (int i = 0; i < Math.min(away.size(), fallbacks.size()); i++) {
            standIns.add(new StandIn(fallbacks.get(i), away.get(i)));
        }
        return standIns;
    }

    private void requireEnough() {
        for (int group = 0; group < plan.groups(); group++) {
            int alive = 0;
            for (long groups : groupsOf()) {
                alive += (groups & 1L << group) != 0 ? 1 : 0;
            }
            if (alive < plan.required(group)) {
                throw StarlingException.unavailable(plan.required(group), alive);
            }
        }
    }

    /** The groups for which each of those who answer counts, as bits: a stand-in for those of the replica in whose stead it is. */
    long[] groupsOf() {
        long[] groups = new long[plan.contacts().size() + standIns.size()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = plan.groupsOf(owed(i));
        }
        return groups;
    }

    /** The replica that one of those who answer is, or stands in for. */
    private RecordMember owed(int place) {
        int contacts = plan.contacts().size();
        return place < contacts
                ? plan.contacts().get(place)
                : standIns.get(place - contacts).absent();
    }

    /** Who is owed a hint by this node if the one at the same place does not answer. */
    List<RecordMember> owed() {
        List<RecordMember> owed = new ArrayList<>(plan.contacts());
        standIns.forEach(standIn -> owed.add(standIn.absent()));
        return owed;
    }

    /** Replicas that are away and have no stand-in. */
    List<RecordMember> unattended() {
        if (standIns.isEmpty()) {
            return plan.absent();
        }
        List<RecordMember> unattended = new ArrayList<>(plan.absent());
        standIns.forEach(standIn -> unattended.remove(standIn.absent()));
        return unattended;
    }
}
