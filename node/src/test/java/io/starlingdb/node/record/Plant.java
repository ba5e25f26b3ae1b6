package io.starlingdb.node.record;

/** A mistake in what the agreement is built on, which its simulation must find. */
enum Plant {
    NONE,
    /** A vote is answered though it is not on disk. */
    VOTES_ARE_NOT_SYNCED,
    /** A process life gets the number of the one before: its ballots are used again. */
    LIFE_IS_FORGOTTEN,
    /** A node that lost its disk believes that it has not. */
    LOSS_GOES_UNNOTICED
}
