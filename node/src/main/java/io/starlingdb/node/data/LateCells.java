package io.starlingdb.node.data;

import org.jspecify.annotations.Nullable;

/** What a join brought from a time that is closed. Pure. */
public final class LateCells {
    private LateCells() {}

    /**
     * Whether a join changed anything of the time up to {@code closed} but by what is from after it.
     *
     * @param before the local copy; null if there was none
     * @param joined what the join made of it
     * @param closed a stamp in µs
     */
    public static boolean areBrought(@Nullable Row before, Row joined, long closed) {
        boolean isNewer = false;
        for (Cell cell : joined.cells()) {
            if (before == null || !before.holds(cell)) {
                if (cell.life() <= closed) {
                    return true;
                }
                isNewer = true;
            }
        }
        Deletion deletion = joined.deletion();
        if (deletion != null && (before == null || !deletion.equals(before.deletion()))) {
            if (deletion.dot().stamp() <= closed) {
                return true;
            }
            isNewer = true;
        }
        // On a siblings table a later write may remove and add nothing: then its dot is in the vector.
        boolean isRemoval = before != null && joined.cells().length < before.cells().length && !isNewer;
        return isRemoval && joined.vector().highest() <= closed;
    }
}
