package io.starlingdb.antientropy;

import io.starlingdb.antientropy.HashesReply.Unmatched;
import io.starlingdb.antientropy.SumsReply.Differing;
import io.starlingdb.antientropy.SumsReply.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answering side of an exchange: compares what it is asked with what it has, and remembers nothing. Pure. */
public final class Comparison {
    private Comparison() {}

    /** The answer when nothing can be compared. */
    public static SumsReply refused(Standing why, long settled) {
        return new SumsReply(why, settled, List.of());
    }

    /**
     * Which of the asker's sums differ from those here.
     *
     * @param settled this replica's settled time of the scope, in µs; the sums are compared at the asker's, which is not lower
     */
    public static SumsReply of(SumsRequest request, Sums mine, long settled) {
        if (settled > request.settled()) {
            return refused(Standing.SETTLED_HIGHER, settled);
        }
        if (!mine.areReady(request.scope())) {
            return refused(Standing.NOT_READY, settled);
        }
        long minute = Due.doneAt(request.settled());
        List<Differing> answers = new ArrayList<>();
        for (Family family : request.families()) {
            List<PartSum> parts = mine.parts(request.scope(), family.place(), minute);
            Level level = family.place().level();
            answers.add(
                    level == Level.BLOCK_GROUPS || level == Level.BLOCKS
                            ? blocks(family, parts)
                            : level == Level.UNIT && parts == null
                                    ? whole(family)
                                    : byId(family, parts == null ? List.of() : parts, mine));
        }
        return new SumsReply(Standing.COMPARED, settled, answers);
    }

    private static Differing byId(Family family, List<PartSum> mine, Sums sums) {
        List<PartSum> theirs = family.parts();
        Found found = new Found();
        int t = 0;
        int m = 0;
        while (t < theirs.size() || m < mine.size()) {
            int order = t == theirs.size()
                    ? 1
                    : m == mine.size()
                            ? -1
                            : Long.compare(theirs.get(t).id(), mine.get(m).id());
            PartSum their = order <= 0 ? theirs.get(t++) : null;
            PartSum my = order >= 0 ? mine.get(m++) : null;
            if (my == null || their == null || my.sum() != their.sum()) {
                long id = my == null ? Objects.requireNonNull(their).id() : my.id();
                boolean isDivided = family.place().level() == Level.LEAVES
                        && sums.isDivided(family.place().table(), (int) id);
                found.add(id, isDivided ? 1 : 0, my == null ? 0 : my.count());
            }
        }
        return found.differing();
    }

    /** The other's blocks begin where mine do not: all of it may differ. */
    private static Differing whole(Family family) {
        Found found = new Found();
        found.add(family.place().from(), family.place().to(), 0);
        return found.differing();
    }

    /** Compares blocks between those beginnings that both sides have. */
    private static Differing blocks(Family family, @Nullable List<PartSum> mine) {
        List<PartSum> theirs = family.parts();
        if (mine == null || mine.isEmpty() || theirs.isEmpty()) {
            return whole(family);
        }
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < mine.size(); i++) {
            places.put(mine.get(i).id(), i);
        }
        Found found = new Found();
        int t = 0;
        int m = 0;
        while (t < theirs.size()) {
            long id = theirs.get(t).id();
            long difference = theirs.get(t).sum();
            t++;
            while (t < theirs.size() && places.getOrDefault(theirs.get(t).id(), -1) <= m) {
                difference += theirs.get(t++).sum();
            }
            boolean isLast = t == theirs.size();
            int end = isLast ? mine.size() : places.getOrDefault(theirs.get(t).id(), m);
            int count = 0;
            for (; m < end; m++) {
                difference -= mine.get(m).sum();
                count += mine.get(m).count();
            }
            if (difference != 0) {
                found.add(id, isLast ? family.place().to() : theirs.get(t).id(), count);
            }
        }
        return found.differing();
    }

    /** Which of the asker's entries of one page differ from those that were read here of the same stretch. */
    public static HashesReply.Page of(HashesRequest.Page theirs, long salt, LocalPage mine) {
        int[] sorted = theirs.hashes().clone();
        Arrays.sort(sorted);
        List<Unmatched> unmatched = new ArrayList<>();
        int[] known = new int[mine.entries().size()];
        int size = 0;
        for (LocalEntry entry : mine.entries()) {
            if (entry.hash() != 0) {
                int hash = HashesRequest.salted(entry.hash(), salt);
                known[size++] = hash;
                if (Arrays.binarySearch(sorted, hash) < 0) {
                    unmatched.add(new Unmatched(entry.key(), entry.newest()));
                }
            }
        }
        known = Arrays.copyOf(known, size);
        Arrays.sort(known);
        int[] unknown = new int[theirs.hashes().length];
        int count = 0;
        for (int i = 0; i < theirs.hashes().length; i++) {
            if (Arrays.binarySearch(known, theirs.hashes()[i]) < 0) {
                unknown[count++] = i;
            }
        }
        return new HashesReply.Page(Arrays.copyOf(unknown, count), unmatched, mine.next());
    }

    private static final class Found {
        private final List<Long> ids = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();
        private final List<Integer> counts = new ArrayList<>();

        void add(long id, long end, int count) {
            ids.add(id);
            ends.add(end);
            counts.add(count);
        }

        Differing differing() {
            return new Differing(ids, ends, counts);
        }
    }
}
