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
    SHORT_LIMIT;

    private final long likelySeed;

    PlantedBug() {
        this(1);
    }

    PlantedBug(long likelySeed) {
        this.likelySeed = likelySeed;
    }

    /** A seed that noticed it once; what else changed since may hide it from this one. */
    long likelySeed() {
        return likelySeed;
    }
}
