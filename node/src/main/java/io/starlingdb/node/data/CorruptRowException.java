package io.starlingdb.node.data;

/** A stored entry whose bytes are not those that were written: it is refused, reported, and repaired from its replicas. */
public final class CorruptRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RowKey key;

    CorruptRowException(RowKey key, String why) {
        super("corrupt entry, " + why + ": " + key);
        this.key = key;
    }

    /** Where it is stored. */
    public RowKey key() {
        return key;
    }
}
