package io.starlingdb.node.data;

import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a write on a {@code siblings} table replaces: what its context names, of the columns that it sets or deletes.
 * Without a context a value replaces nothing, while a deletion removes what the issuing replica holds; so do the marker, which
 * has no content to lose, and a change of a list's element by its index, which was looked up here.
 */
final class Concerns {
    private final TreeMap<Concern, VersionVector> seen = new TreeMap<>();
    private final Row current;
    private final @Nullable VersionVector context;
    private @Nullable VersionVector held;

    Concerns(Row current, @Nullable CausalContext context) {
        this.current = current;
        this.context = context == null ? null : context.vector();
    }

    void removeAll() {
        remove(Concern.EVERYTHING);
    }

    void replaceAll() {
        if (context != null) {
            put(Concern.EVERYTHING, context);
        }
    }

    void marker() {
        VersionVector markers = context == null ? VersionVector.EMPTY : context;
        for (int i = 0; i < current.cellCount() && current.cellAt(i).column() == Cell.MARKER; i++) {
            markers = markers.with(current.cellAt(i).dot());
        }
        put(new Concern(Cell.MARKER, null), markers);
    }

    void add(ColumnChange change, CellsIssue cells) {
        int column = change.columnId();
        switch (change.op()) {
            case SET -> {
                if (context != null) {
                    put(new Concern(column, change.path()), context);
                }
            }
            case DELETE -> remove(new Concern(column, change.path()));
            case DELETE_COLLECTION, REPLACE_COLLECTION -> remove(new Concern(column, null));
            case LIST_SET_AT, LIST_DELETE_AT -> remove(new Concern(column, cells.listPathAt(change)));
            case LIST_REMOVE -> {
                for (byte[] path : cells.listPathsOf(change)) {
                    remove(new Concern(column, path));
                }
            }
            case COUNTER_ADD, LIST_APPEND, LIST_PREPEND -> {
                // adds something of its own and replaces nothing
            }
        }
    }

    boolean replaces(Cell cell) {
        for (var entry : seen.entrySet()) {
            if (entry.getKey().covers(cell)
                    && entry.getValue().contains(new Dot(cell.dot().actor(), cell.life()))) {
                return true;
            }
        }
        return false;
    }

    Pending toPending() {
        if (seen.isEmpty()) {
            return Pending.NONE;
        }
        return Pending.of(
                seen.keySet().toArray(new Concern[0]), seen.values().toArray(new VersionVector[0]), seen.size());
    }

    private void put(Concern concern, VersionVector vector) {
        seen.merge(concern, vector, VersionVector::union);
    }

    /** Removes what the context names or, without one, what is held here, and what was removed here before it arrived. */
    private void remove(Concern concern) {
        if (context != null) {
            put(concern, context);
            return;
        }
        VersionVector vector = held;
        if (vector == null) {
            vector = current.context().vector();
            held = vector;
        }
        put(concern, vector);
        Pending pending = current.pending();
        for (int i = 0; i < pending.size(); i++) {
            if (concern.includes(pending.concernAt(i))) {
                put(pending.concernAt(i), pending.seenAt(i));
            } else if (pending.concernAt(i).includes(concern)) {
                put(concern, pending.seenAt(i));
            }
        }
    }
}
