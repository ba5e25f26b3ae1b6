package io.starlingdb.node.data;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the count of lost writes must and must not be, from full histories, where no replica ever restarted. */
final class LostTruth {
    private LostTruth() {}

    /**
     * Whether {@code later}, whose replica had joined {@code earlier}, may still count as not having seen it: when it had been lost
     * there, silently, to a third write that beat it. Nobody was shown {@code earlier} then, least of all the writer of {@code later}; what
     * counts as a lost write is what lost without having been shown. (Also to a third that {@code earlier} itself had seen, if its client
     * gave it a timestamp that is not above that one's: it was never shown either.)
     */
    static boolean mayBeUnseen(History.Write earlier, History.Write later, List<History.Write> writes) {
        if (later.hasContext()) {
            return false;
        }
        for (History.Write third : writes) {
            boolean silently = third != earlier
                    && third != later
                    && third.timestamp() >= earlier.timestamp()
                    && overlap(third.effect(), earlier.effect())
                    && third.isIn(seenBy(later, writes))
                    && !earlier.isIn(seenBy(third, writes));
            if (silently) {
                return true;
            }
        }
        return false;
    }

    private static boolean overlap(Effect one, Effect other) {
        if (one.deletesRow() || other.deletesRow() || one.counts() || other.counts()) {
            return true;
        }
        return Stream.concat(one.sets().stream(), one.deletes().stream())
                .anyMatch(mine -> Stream.concat(other.sets().stream(), other.deletes().stream())
                        .anyMatch(its -> mine.covers(its) || its.covers(mine)));
    }

    /** What a write's context names; without one, what its replica had joined, and what these had seen. */
    static int seenBy(History.Write write, List<History.Write> writes) {
        int seen = write.seen();
        if (!write.hasContext()) {
            for (History.Write earlier : writes) {
                seen |= earlier.isIn(write.seen()) ? seenBy(earlier, writes) : 0;
            }
        }
        return seen;
    }

    /** Whether both had not seen each other, as far as that must be known. */
    static boolean areConcurrent(History.Write loser, History.Write winner, List<History.Write> writes) {
        return !winner.isIn(seenBy(loser, writes))
                && (!loser.isIn(seenBy(winner, writes)) || mayBeUnseen(loser, winner, writes));
    }

    static @Nullable String wrong(List<History.Write> writes, long lost, List<ReplicaState> replicas) {
        for (History.Write write : writes) {
            long count = lost >> 8 * write.number() & 0xFF;
            if (count > 1) {
                return write.dot() + " was counted as lost " + count + " times";
            }
            int home = write.dot().actor();
            if (count == 0 && mustBeCounted(write, writes, replicas.get(home))) {
                return write.dot() + " was lost, and nobody counted it";
            }
        }
        return null;
    }

    /** Whether at its own replica only concurrent writes have beaten it, and one has. */
    private static boolean mustBeCounted(History.Write write, List<History.Write> writes, ReplicaState home) {
        boolean settled = write.dot().stamp() <= home.settled();
        if (settled || write.effect().sets().isEmpty() || write.effect().counts()) {
            return false;
        }
        boolean beaten = false;
        for (History.Write other : writes) {
            if (other == write || !other.isIn(home.have())) {
                continue;
            }
            if (write.isIn(seenBy(other, writes)) || other.isIn(seenBy(write, writes))) {
                return false;
            }
            beaten |= beats(other, write);
        }
        return beaten;
    }

    /** What replaces deletes from right below its own timestamp on: of two that have the same, each keeps what only it sets. */
    private static boolean beats(History.Write other, History.Write write) {
        long deletesUpTo = other.effect().replaces() ? other.timestamp() - 1 : other.timestamp();
        for (Effect.Slot slot : write.effect().sets()) {
            boolean isDeleted = other.effect().deletesRow()
                    || other.effect().deletes().stream().anyMatch(deleted -> deleted.covers(slot));
            boolean isSet = other.effect().sets().contains(slot);
            if ((isDeleted && deletesUpTo >= write.timestamp()) || (isSet && isAbove(other, write))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbove(History.Write other, History.Write write) {
        return other.timestamp() != write.timestamp()
                ? other.timestamp() > write.timestamp()
                : other.dot().compareTo(write.dot()) > 0;
    }
}
