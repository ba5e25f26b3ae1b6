package io.starlingdb.antientropy;

/**
 * One entry that two replicas hold differently.
 *
 * @param kind which of them lacks it
 * @param key where it is stored
 * @param isNewerHere of different ones, whether the local entry has the higher stamp: it is then sent, and the other's fetched only if it has
 *     something that this one lacks
 */
public record KeyDiff(Kind kind, byte[] key, boolean isNewerHere) {
    /** How they differ. */
    public enum Kind {
        /** Only the other has it. */
        MISSING_LOCAL,
        /** Only this one has it. */
        MISSING_REMOTE,
        /** Both have it, with different cells. */
        DIFFERENT
    }

    /** Whether the local entry is to be sent; else the other's is to be fetched. */
    public boolean isToSend() {
        return kind == Kind.MISSING_REMOTE || (kind == Kind.DIFFERENT && isNewerHere);
    }
}
