package io.starlingdb.node.simulation;

/**
 * A mistake put into production code at the place where it would be made, to show that the simulation notices it. Most are noticed by nearly
 * every seed; the others name one that did, which is tried first.
 */
enum PlantedBug {
    NONE,
    /** A coordinator takes one replica's answer to a read as equal to the others' without looking. */
    IGNORED_ANSWER,
    /** A node forgets after a crash which stamps it had reserved. */
    REUSED_DOT(24),
    /** Joining another replica's copy drops one of the cells. */
    DROPPED_DOT,
    /** A read finds a replica behind and answers without writing back. */
    SKIPPED_REPAIR,
    /** A level counts one replica too few. */
    MISCOUNTED_LEVEL,
    /** A delta claims all earlier writes of its actor, also those of lives that were lost. */
    OVERCLAIMING_INTERVAL(24),
    /** A read ends at the first page though more rows were asked for. */
    SHORT_LIMIT,
    /** A node that joins is read before it has fetched what it is to own. */
    READ_WHILE_JOINING(true),
    /** While a range moves, its new owners are not written to. */
    FORGOTTEN_PENDING(true),
    /** While a range moves, answers of old and new owners are counted together. */
    SUMMED_SIDES(3, true),
    /** A replica serves requests that were placed by an outdated record. */
    OUTDATED_EPOCH(true),
    /** A node says that it has erased what it gave away, and has not. */
    UNERASED_RANGE(2, true),
    /** A node leaves while it keeps writes for others. */
    GONE_WITH_HINTS(true),
    /** The record forgets who was a member and left, so that such a node comes back under its old id. */
    REUSED_ID(true);

    private final long likelySeed;
    private final boolean movesRanges;

    PlantedBug() {
        this(1, false);
    }

    PlantedBug(long likelySeed) {
        this(likelySeed, false);
    }

    PlantedBug(boolean movesRanges) {
        this(1, movesRanges);
    }

    PlantedBug(long likelySeed, boolean movesRanges) {
        this.likelySeed = likelySeed;
        this.movesRanges = movesRanges;
    }

    /** Whether it shows only where nodes come and go. */
    boolean movesRanges() {
        return movesRanges;
    }

    /** A seed that noticed it once; what else changed since may hide it from this one. */
    long likelySeed() {
        return likelySeed;
    }
}
