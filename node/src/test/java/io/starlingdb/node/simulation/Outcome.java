package io.starlingdb.node.simulation;

/** How a request ended, as far as its client knows. */
enum Outcome {
    /** It was done. */
    DONE,
    /** It was refused before anything was tried. */
    REFUSED,
    /** It may or may not have been done, now or later. */
    UNKNOWN
}
