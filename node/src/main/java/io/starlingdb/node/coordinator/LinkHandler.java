package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;

/** Hears what a replica answers. Called on the loop. */
interface LinkHandler<T> {
    /** It has done what it was asked. Called once at most, and then nothing else is. */
    void done(T answer);

    /** It has not, and will not. Called once at most, and then nothing else is. */
    void refused(StarlingException why);

    /**
     * It was chosen by an outdated record, and does not answer for what it was asked. A newer one is known here by now. Called once at most, and
     * then nothing else is.
     */
    void misplaced();

    /** It does not answer, or is not reached; it is asked again until the request's time is over. */
    void late();
}
