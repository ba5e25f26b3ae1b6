package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.Dot;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The second, dumb implementation: what a replica must hold that has joined a given set of writes, computed from full causal
 * histories. Sets of writes are bit masks over their numbers.
 */
final class History {

    /**
     * A write that was issued.
     *
     * @param number its number, from 0
     * @param seen the writes that its writer had seen, as far as it replaces them
     * @param seenMarkers the row markers that it replaces
     * @param lineage the writes whose amounts its counter part holds, itself included
     * @param timestamp what its cells compete with
     * @param settled the settled time of the replica that issued it
     */
    record Write(
            int number,
            Effect effect,
            RowDelta delta,
            int seen,
            int seenMarkers,
            int lineage,
            boolean hasContext,
            long timestamp,
            long settled) {
        Dot dot() {
            return delta.dot();
        }

        boolean isIn(int mask) {
            return (mask >> number & 1) != 0;
        }

        /** Appends all that tells it from others. */
        void write(WireWriter out) {
            RowCodec.write(delta.row(), out);
            out.varint((long) seen << 32 | seenMarkers);
            out.varint(lineage);
            out.bool(hasContext);
            out.zigzag(timestamp);
            out.varint(settled);
        }
    }

    private History() {}

    /** The cells, as text, that a replica holds which has joined the writes in {@code have}; without counter parts. */
    static TreeSet<String> cells(List<Write> writes, int have, ConflictMode mode) {
        return mode == ConflictMode.SIBLINGS ? siblings(writes, have) : lastWriteWins(writes, have);
    }

    private static TreeSet<String> siblings(List<Write> writes, int have) {
        TreeSet<String> cells = new TreeSet<>();
        for (Write write : writes) {
            if (!write.isIn(have)) {
                continue;
            }
            for (Effect.Slot slot : write.effect().sets()) {
                boolean replaced = false;
                for (Write later : writes) {
                    replaced |= later != write && later.isIn(have) && replaces(later, write, slot, writes);
                }
                if (!replaced) {
                    cells.add(text(slot, write, false));
                }
            }
        }
        return cells;
    }

    private static boolean replaces(Write later, Write write, Effect.Slot slot, List<Write> writes) {
        Effect effect = later.effect();
        if (effect.deletesRow() && (!effect.replaces() || later.hasContext()) && removes(later, write, slot, writes)) {
            return true;
        }
        for (Effect.Slot deleted : effect.deletes()) {
            if (deleted.covers(slot) && removes(later, write, slot, writes)) {
                return true;
            }
        }
        if (slot.column() == Cell.MARKER) {
            return effect.sets().contains(slot) && write.isIn(later.seenMarkers());
        }
        return later.hasContext() && effect.sets().contains(slot) && write.isIn(later.seen());
    }

    /** A deletion removes what it has seen; without a context also what its replica knows to be removed already. */
    private static boolean removes(Write deletion, Write write, Effect.Slot slot, List<Write> writes) {
        if (write.isIn(deletion.seen())) {
            return true;
        }
        for (Write earlier : writes) {
            boolean known = !deletion.hasContext() && earlier != deletion && earlier.isIn(deletion.seen());
            if (known && replaces(earlier, write, slot, writes)) {
                return true;
            }
        }
        return false;
    }

    private static TreeSet<String> lastWriteWins(List<Write> writes, int have) {
        long rowDeletedTo = Long.MIN_VALUE;
        TreeMap<Integer, Long> columnDeletedTo = new TreeMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Write write : writes) {
            if (!write.isIn(have)) {
                continue;
            }
            long under = write.effect().replaces() ? write.timestamp() - 1 : write.timestamp();
            if (write.effect().deletesRow()) {
                rowDeletedTo = Math.max(rowDeletedTo, under);
            }
            for (Effect.Slot slot : write.effect().deletes()) {
                if (slot.path() == -1) {
                    columnDeletedTo.merge(slot.column(), under, Math::max);
                } else {
                    candidates.add(new Candidate(slot, write, true));
                }
            }
            for (Effect.Slot slot : write.effect().sets()) {
                candidates.add(new Candidate(slot, write, false));
            }
        }
        TreeSet<String> cells = new TreeSet<>();
        for (Candidate candidate : candidates) {
            long deletedTo = Math.max(
                    rowDeletedTo, columnDeletedTo.getOrDefault(candidate.slot().column(), Long.MIN_VALUE));
            boolean wins = candidate.write().timestamp() > deletedTo;
            for (Candidate rival : candidates) {
                wins &= !rival.beats(candidate);
            }
            if (wins && !candidate.deleted()) {
                cells.add(text(candidate.slot(), candidate.write(), false));
            }
        }
        return cells;
    }

    private record Candidate(Effect.Slot slot, Write write, boolean deleted) {
        boolean beats(Candidate other) {
            if (!slot.equals(other.slot) || write == other.write) {
                return false;
            }
            if (write.timestamp() != other.write.timestamp()) {
                return write.timestamp() > other.write.timestamp();
            }
            return deleted != other.deleted ? deleted : write.dot().compareTo(other.write.dot()) > 0;
        }
    }

    private static String text(Effect.Slot slot, Write write, boolean deleted) {
        return slot.column() + "/" + slot.path() + " by " + write.dot() + (deleted ? " deleted" : "");
    }

    /** The values that the row holds, as text in the same form. */
    static TreeSet<String> cells(@Nullable Row row) {
        TreeSet<String> cells = new TreeSet<>();
        for (int i = 0; row != null && i < row.cellCount(); i++) {
            Cell cell = row.cellAt(i);
            if (cell.kind() == CellKind.VALUE) {
                Effect.Slot slot = Effect.Slot.of(cell);
                cells.add(slot.column() + "/" + slot.path() + " by " + cell.dot());
            }
        }
        return cells;
    }

    /** The counter's sum after the writes in {@code have}: all that they hold, of lives that none of them has deleted. */
    static long sum(List<Write> writes, int have, ConflictMode mode) {
        int counted = 0;
        for (Write write : writes) {
            if (!write.isIn(have) || !write.effect().counts()) {
                continue;
            }
            Write first = writes.get(Integer.numberOfTrailingZeros(write.lineage()));
            boolean deleted = false;
            for (Write deletion : writes) {
                if (deletion.effect() == Effect.DELETE_COUNTER && deletion.isIn(have)) {
                    deleted |= mode == ConflictMode.SIBLINGS
                            ? endsLife(deletion, first, writes)
                            : first.dot().stamp() <= deletion.timestamp();
                }
            }
            counted |= deleted ? 0 : write.lineage();
        }
        return counted;
    }

    private static boolean endsLife(Write deletion, Write first, List<Write> writes) {
        if (first.isIn(expand(writes, deletion.seen()))) {
            return true;
        }
        for (Write earlier : writes) {
            boolean known = earlier.isIn(deletion.seen()) && earlier.effect() == Effect.DELETE_COUNTER;
            if (known && endsLife(earlier, first, writes)) {
                return true;
            }
        }
        return false;
    }

    /** These writes and all whose amounts they hold. */
    static int expand(List<Write> writes, int mask) {
        int all = mask;
        for (Write write : writes) {
            all |= write.isIn(mask) ? write.lineage() : 0;
        }
        return all;
    }

    /** The counter's sum in the row. */
    static long sum(@Nullable Row row) {
        long sum = 0;
        for (int i = 0; row != null && i < row.cellCount(); i++) {
            sum += row.cellAt(i).total();
        }
        return sum;
    }

    /** The writes of the last counter part of this life ({@code run}) whose life is not deleted. */
    static int lineage(List<Write> writes, int run, int have, ConflictMode mode) {
        int lineage = 0;
        for (Write write : writes) {
            if (write.isIn(run) && write.effect().counts()) {
                boolean alive = (sum(writes, have, mode) >> write.number() & 1) != 0;
                lineage = alive ? write.lineage() : lineage;
            }
        }
        return lineage;
    }

    /** The writes whose row markers the row holds. */
    static int markers(List<Write> writes, @Nullable Row row) {
        int markers = 0;
        for (Write write : writes) {
            for (int i = 0; row != null && i < row.cellCount(); i++) {
                boolean made = row.cellAt(i).column() == Cell.MARKER
                        && row.cellAt(i).dot().equals(write.dot());
                markers |= made ? 1 << write.number() : 0;
            }
        }
        return markers;
    }
}
