package io.starlingdb.antientropy;

import io.starlingdb.antientropy.ExchangeResult.End;
import io.starlingdb.antientropy.HashesReply.Unmatched;
import io.starlingdb.antientropy.SumsReply.Differing;
import io.starlingdb.antientropy.SumsReply.Standing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The asking side of one exchange: finds what two replicas hold differently in a scope, and has it mended. Sans-IO: each call returns the next
 * {@link Step}, whoever drives it does that step and comes back with what came of it. The other side is {@link Comparison}.
 *
 * <p>From the root down only what differs is looked at. In step, that is one request of about a hundred bytes. Leaves that differ are looked at again
 * after the patience: under writes, most differ only because a write has reached one side and not yet the other. Those that still do are opened:
 * hashes of their entries are compared, and what differs travels, in batches, the newer of two copies first: the older one is seldom needed.
 */
public final class Exchange {
    /** What is to be done next. */
    public sealed interface Step {
        /** Send this and come back with {@link #onSums}. */
        record AskSums(SumsRequest request) implements Step {}

        /** Come back with {@link #onWaited} after this time. */
        record Wait(long nanos) implements Step {}

        /** Read these and come back with {@link #onRead}. */
        record Read(List<ToRead> stretches, int entriesMax) implements Step {}

        /** Send this and come back with {@link #onHashes}. */
        record AskHashes(HashesRequest request) implements Step {}

        /** Send and fetch these entries, and come back with {@link #onMended}. */
        record Mend(List<KeyDiff> diffs) implements Step {}

        /** It has ended. */
        record Ended(ExchangeResult result) implements Step {}
    }

    /**
     * Entries to be read.
     *
     * @param unit where they lie
     * @param from where to read on; null for the unit's beginning
     * @param to where to end; null for the unit's end
     */
    public record ToRead(Place unit, byte @Nullable [] from, byte @Nullable [] to) {}

    private final Scope scope;
    private final long epoch;
    private final long settled;
    private final long salt;
    private final Sums sums;
    private final ExchangeOptions options;
    private final Deque<Place> open = new ArrayDeque<>();
    private final List<Family> asked = new ArrayList<>();
    private final List<Unit> candidates = new ArrayList<>();
    private final Deque<Place> recheck = new ArrayDeque<>();
    private final Deque<Unit> confirmed = new ArrayDeque<>();
    private final Deque<ToRead> goOn = new ArrayDeque<>();
    private List<LocalPage> pages = List.of();
    private List<ToRead> reading = List.of();
    private boolean hasWaited;
    private boolean isCutShort;
    private int units;
    private long diffs;
    private long theirSettled;

    /**
     * @param epoch of the cluster record
     * @param settled this replica's settled time of the scope, in µs
     * @param salt another one for each exchange
     */
    public Exchange(Scope scope, long epoch, long settled, long salt, Sums sums, ExchangeOptions options) {
        this.scope = scope;
        this.epoch = epoch;
        this.settled = settled;
        this.salt = salt;
        this.sums = sums;
        this.options = options;
    }

    /** What it is about. */
    public Scope scope() {
        return scope;
    }

    /** Begins. */
    public Step start() {
        if (!sums.areReady(scope)) {
            return ended(End.NOT_READY);
        }
        open.add(Place.ROOT);
        return next();
    }

    /** Sums were compared. */
    public Step onSums(SumsReply reply) {
        theirSettled = reply.settled();
        if (reply.standing() != Standing.COMPARED || reply.differing().size() != asked.size()) {
            return ended(End.NOT_READY);
        }
        for (int i = 0; i < asked.size(); i++) {
            differs(asked.get(i), reply.differing().get(i));
        }
        return next();
    }

    private void differs(Family family, Differing differing) {
        Place place = family.place();
        for (int i = 0; i < differing.ids().size(); i++) {
            long id = differing.ids().get(i);
            long end = differing.ends().get(i);
            int count = differing.counts().get(i);
            switch (place.level()) {
                case ROOT -> open.addFirst(Place.TABLES);
                case TABLES -> open.addFirst(Place.groups((int) id));
                case GROUPS -> open.addFirst(Place.subgroups(place.table(), (int) id));
                case SUBGROUPS -> open.addFirst(Place.leaves(place.table(), (int) id));
                case LEAVES -> leafDiffers(family, (int) id, end != 0, count);
                case BLOCK_GROUPS -> open.addFirst(Place.blocks(place.table(), place.at(), id, end));
                case BLOCKS -> unitDiffers(Place.unit(place.table(), place.at(), id, end), count);
                case UNIT -> confirmed.add(new Unit(place, Math.max(count, countOf(family.parts()))));
            }
        }
    }

    private void leafDiffers(Family family, int slice, boolean isDividedThere, int count) {
        int table = family.place().table();
        if (isDividedThere || sums.isDivided(table, slice)) {
            open.addFirst(Place.blockGroups(table, slice));
        } else {
            unitDiffers(Place.unit(table, slice, KeyHash.LEAF, KeyHash.LEAF), count);
        }
    }

    private void unitDiffers(Place unit, int count) {
        if (candidates.size() < options.unitsMax()) {
            candidates.add(new Unit(unit, count));
        } else {
            isCutShort = true;
        }
    }

    private static int countOf(List<PartSum> parts) {
        int count = 0;
        for (PartSum part : parts) {
            count += part.count();
        }
        return count;
    }

    private Step next() {
        asked.clear();
        Deque<Place> from = hasWaited ? recheck : open;
        int parts = 0;
        while (!from.isEmpty() && parts < options.partsMax()) {
            Place place = from.remove();
            List<PartSum> mine = sums.parts(scope, place, Due.doneAt(settled));
            if (mine == null) {
                unknownHere(place);
            } else {
                asked.add(new Family(place, mine));
                parts += 1 + mine.size();
            }
        }
        if (!asked.isEmpty()) {
            return new Step.AskSums(new SumsRequest(epoch, scope, settled, List.copyOf(asked)));
        }
        if (!hasWaited) {
            return candidates.isEmpty()
                    ? ended(isCutShort ? End.MORE : End.IN_STEP)
                    : new Step.Wait(options.patienceNanos());
        }
        return read();
    }

    /** The leaf was divided otherwise meanwhile. */
    private void unknownHere(Place place) {
        Place unit = Place.unit(place.table(), place.at(), place.from(), place.to());
        if (hasWaited) {
            confirmed.add(new Unit(unit, options.entriesMax()));
        } else {
            unitDiffers(unit, options.entriesMax());
        }
    }

    /** What was different had time to arrive. */
    public Step onWaited() {
        hasWaited = true;
        candidates.forEach(unit -> recheck.add(unit.place()));
        candidates.clear();
        return next();
    }

    private Step read() {
        List<ToRead> stretches = new ArrayList<>();
        if (!goOn.isEmpty()) {
            stretches.add(goOn.remove());
        } else {
            int entries = 0;
            while (!confirmed.isEmpty() && entries < options.entriesMax()) {
                Unit unit = confirmed.remove();
                entries += 1 + unit.entries();
                units++;
                stretches.add(new ToRead(unit.place(), null, null));
            }
        }
        if (stretches.isEmpty()) {
            return ended(isCutShort ? End.MORE : units == 0 ? End.IN_STEP : End.MENDED);
        }
        reading = stretches;
        return new Step.Read(stretches, options.entriesMax());
    }

    /** Local entries were read; one page for each stretch. */
    public Step onRead(List<LocalPage> read) {
        pages = read;
        List<HashesRequest.Page> asking = new ArrayList<>();
        for (LocalPage page : read) {
            asking.add(new HashesRequest.Page(page.start(), page.readTo(), hashes(page)));
        }
        return new Step.AskHashes(new HashesRequest(epoch, scope, settled, salt, asking));
    }

    private int[] hashes(LocalPage page) {
        return page.entries().stream()
                .mapToLong(LocalEntry::hash)
                .filter(hash -> hash != 0)
                .mapToInt(hash -> HashesRequest.salted(hash, salt))
                .toArray();
    }

    /** Hashes were compared. */
    public Step onHashes(HashesReply reply) {
        if (reply.standing() != Standing.COMPARED || reply.pages().size() != pages.size()) {
            return ended(End.NOT_READY);
        }
        List<KeyDiff> found = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            LocalPage mine = pages.get(i);
            HashesReply.Page theirs = reply.pages().get(i);
            byte[] lookedTo = theirs.end();
            diff(mine, theirs, lookedTo, found);
            byte[] comparedTo = lookedTo == null ? mine.readTo() : lookedTo;
            if (Arrays.compareUnsigned(comparedTo, mine.end()) < 0) {
                goOn.add(new ToRead(reading.get(i).unit(), comparedTo, mine.end()));
            }
        }
        pages = List.of();
        diffs += found.size();
        return found.isEmpty() ? read() : new Step.Mend(found);
    }

    private static void diff(LocalPage mine, HashesReply.Page theirs, byte @Nullable [] lookedTo, List<KeyDiff> found) {
        List<LocalEntry> compared =
                mine.entries().stream().filter(entry -> entry.hash() != 0).toList();
        int t = 0;
        for (int place : theirs.unknown()) {
            if (place >= compared.size()) {
                return; // not an answer to what was asked
            }
            LocalEntry my = compared.get(place);
            if (lookedTo != null && Arrays.compareUnsigned(my.key(), lookedTo) >= 0) {
                break;
            }
            while (t < theirs.theirs().size()
                    && Arrays.compareUnsigned(theirs.theirs().get(t).key(), my.key()) < 0) {
                found.add(missingHere(theirs.theirs().get(t++)));
            }
            boolean both = t < theirs.theirs().size()
                    && Arrays.equals(theirs.theirs().get(t).key(), my.key());
            if (both) {
                Unmatched their = theirs.theirs().get(t++);
                found.add(new KeyDiff(KeyDiff.Kind.DIFFERENT, my.key(), my.newest() > their.newest()));
            } else {
                found.add(new KeyDiff(KeyDiff.Kind.MISSING_REMOTE, my.key(), true));
            }
        }
        while (t < theirs.theirs().size()) {
            found.add(missingHere(theirs.theirs().get(t++)));
        }
    }

    private static KeyDiff missingHere(Unmatched their) {
        return new KeyDiff(KeyDiff.Kind.MISSING_LOCAL, their.key(), false);
    }

    /** The entries were sent and fetched. */
    public Step onMended() {
        return read();
    }

    /** A step could not be done. */
    public Step onFailure() {
        return ended(End.FAILED);
    }

    private Step ended(End end) {
        return new Step.Ended(new ExchangeResult(end, units, diffs, theirSettled));
    }
}
