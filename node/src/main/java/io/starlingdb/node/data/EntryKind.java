package io.starlingdb.node.data;

/** What a stored entry is; the order in which a partition's entries are stored. */
public enum EntryKind {
    /** Static cells and the partition's deletion; at most one a partition. */
    HEADER((byte) 0),
    /** The deletion of a range of rows. */
    RANGE_DELETION((byte) 1),
    /** A row. */
    ROW((byte) 2);

    private final byte code;

    EntryKind(byte code) {
        this.code = code;
    }

    /** The byte that stands for it in stored keys; never changes. */
    public byte code() {
        return code;
    }

    static EntryKind ofCode(byte code) {
        return switch (code) {
            case 0 -> HEADER;
            case 1 -> RANGE_DELETION;
            case 2 -> ROW;
            default -> throw new IllegalArgumentException("no entry kind has the code " + code);
        };
    }
}
