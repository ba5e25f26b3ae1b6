package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.version.VersionVector;

/** Hears how a write ends. One of the two is called, once, on the loop. */
interface WriteHandler {
    /** Enough replicas have it. */
    void done(VersionVector seen);

    /**
     * It failed.
     *
     * @param isDefinite whether nothing of it has happened
     */
    void failed(StarlingException why, boolean isDefinite);
}
