package io.starlingdb.antientropy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A replica's sums, as an exchange asks for them. Called on the loop; must answer at once, without reading rows. */
public interface Sums {
    /** Whether the sums of the scope are whole: not while they are being rebuilt. */
    boolean areReady(Scope scope);

    /**
     * The parts of a place that are not zero, ascending (blocks: in the order of their keys).
     *
     * @param minute parts due up to it are left out ({@link Due#doneAt})
     * @return null if the place is unknown here: its blocks begin elsewhere
     */
    @Nullable
    List<PartSum> parts(Scope scope, Place place, long minute);

    /** Whether a leaf is kept in blocks. */
    boolean isDivided(int table, int slice);
}
