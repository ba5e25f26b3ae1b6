package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a mutation that concerns one entry, on its way to a delta: first all changes are added, then the timestamp is
 * chosen above what they overwrite, then the entry's delta is built.
 */
final class EntryIssue {
    private final Row current;
    private final Mutation mutation;
    private final ConflictMode mode;
    private final List<RowChange> changes = new ArrayList<>(2);
    private RowChange.Removal removal = RowChange.Removal.NONE;
    private boolean wholesale;

    EntryIssue(Row current, Mutation mutation, ConflictMode mode) {
        this.current = current;
        this.mutation = mutation;
        this.mode = mode;
    }

    void add(RowChange change) {
        changes.add(change);
        if (change.removal().code() > removal.code() || removal == RowChange.Removal.NONE) {
            removal = change.removal();
        }
    }

    /** Deletes the entry as part of a partition or range: a context of one row says nothing of it. */
    void deleteRow() {
        removal = RowChange.Removal.DELETE;
        wholesale = true;
    }

    /** The least timestamp that puts the server's write above everything that it overwrites. */
    long lowestTimestamp() {
        long highest = Long.MIN_VALUE;
        boolean replaces = removal == RowChange.Removal.REPLACE;
        for (RowChange change : changes) {
            for (ColumnChange column : change.columns()) {
                replaces |= column.op() == ColumnChange.Op.REPLACE_COLLECTION;
            }
        }
        for (int i = 0; i < current.cellCount(); i++) {
            Cell cell = current.cellAt(i);
            if (isConcerned(cell)) {
                highest = Math.max(highest, CellOrder.standing(cell));
            }
        }
        Deletion deletion = current.deletion();
        if (deletion != null) {
            highest = Math.max(highest, deletion.timestamp());
        }
        return highest == Long.MIN_VALUE ? highest : highest + (replaces ? 2 : 1);
    }

    private boolean isConcerned(Cell cell) {
        if (removal != RowChange.Removal.NONE) {
            return true;
        }
        for (RowChange change : changes) {
            if (cell.column() == Cell.MARKER && change.insertsMarker()) {
                return true;
            }
            for (ColumnChange column : change.columns()) {
                if (column.columnId() == cell.column()) {
                    return true;
                }
            }
        }
        return false;
    }

    Row build(Dot dot, long timestamp, long life, long nowSeconds) {
        LocalMark mark = current.mark();
        boolean vouches = mark != null && mark.vouchesIn(life);
        long before = mark != null && vouches ? mark.last() : dot.stamp() - 1;
        VersionVector interval = VersionVector.of(dot.actor(), before, dot.stamp());
        CellsIssue cells = new CellsIssue(current, mutation, dot, timestamp, nowSeconds);
        for (RowChange change : changes) {
            cells.add(change);
        }
        cells.addCounters(mark != null && vouches ? mark.since() : Long.MAX_VALUE);
        return mode == ConflictMode.SIBLINGS
                ? buildSiblings(cells, interval)
                : buildLastWriteWins(cells, dot, timestamp, interval);
    }

    private Row buildLastWriteWins(CellsIssue cells, Dot dot, long timestamp, VersionVector interval) {
        VersionVector history = history(dot, interval);
        Deletion deletion = null;
        if (removal != RowChange.Removal.NONE) {
            boolean replaces = removal == RowChange.Removal.REPLACE;
            deletion = new Deletion(dot, replaces ? timestamp - 1 : timestamp, history);
        }
        CellList list = cells.lastWriteWins(history);
        LastWriteWins.resolve(list, deletion);
        return new Row(list.toArray(), deletion, interval, Pending.NONE, null);
    }

    /**
     * What the write counts as having seen, itself included: what the client's context says; else the cells that it overwrites
     * here and what these had seen. Not the row's whole vector: that also names writes which were lost here without anyone
     * having seen them. This node's own earlier writes may all be named, as it counts their losses itself.
     */
    private VersionVector history(Dot dot, VersionVector interval) {
        CausalContext context = mutation.context();
        if (context != null) {
            return context.vector().union(interval);
        }
        VersionVector own = current.vector().union(interval);
        VersionVector seen = interval;
        for (int i = 0; i < own.size(); i++) {
            if (own.actorAt(i) == dot.actor() && own.toAt(i) == dot.stamp()) {
                seen = VersionVector.of(dot.actor(), own.afterAt(i), own.toAt(i));
            }
        }
        for (int i = 0; i < current.cellCount(); i++) {
            Cell cell = current.cellAt(i);
            if (isConcerned(cell)) {
                seen = seen.union(cell.history()).with(cell.dot());
            }
        }
        Deletion deletion = current.deletion();
        return deletion == null ? seen : seen.union(deletion.history()).with(deletion.dot());
    }

    private Row buildSiblings(CellsIssue cells, VersionVector interval) {
        Concerns concerns = new Concerns(current, wholesale ? null : mutation.context());
        if (removal == RowChange.Removal.DELETE) {
            concerns.removeAll();
        } else if (removal == RowChange.Removal.REPLACE) {
            concerns.replaceAll();
        }
        for (RowChange change : changes) {
            if (change.insertsMarker()) {
                concerns.marker();
            }
            for (ColumnChange column : change.columns()) {
                concerns.add(column, cells);
            }
        }
        CellList list = cells.siblings();
        for (int i = 0; i < list.size(); i++) {
            requireRoom(list.get(i), concerns);
        }
        return new Row(list.toArray(), null, interval, concerns.toPending().minus(interval), null);
    }

    private void requireRoom(Cell added, Concerns concerns) {
        int siblings = 1;
        for (int i = current.placeOf(added.column()); i < current.cellCount(); i++) {
            Cell cell = current.cellAt(i);
            if (cell.column() != added.column()) {
                break;
            }
            boolean stays = added.kind() == CellKind.VALUE
                    && CellOrder.comparePaths(cell.path(), added.path()) == 0
                    && !concerns.replaces(cell);
            siblings += stays ? 1 : 0;
        }
        if (siblings > Issuer.SIBLINGS_MAX) {
            throw Issuer.tooManySiblings();
        }
    }
}
