package io.starlingdb.node.snapshot;

/** Hears how far long work is. Called on whatever thread does the work. */
public interface Steps {
    /** Hears nothing. */
    Steps NONE = (done, total, unit) -> {};

    /** @param total 0 while it is not known */
    void at(long done, long total, String unit);

    /** These, but not told more often than makes sense to look at. */
    static Steps paced(Steps steps) {
        return new Pace(steps);
    }
}
