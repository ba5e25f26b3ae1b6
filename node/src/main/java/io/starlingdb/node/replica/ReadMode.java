package io.starlingdb.node.replica;

/** How much of what it scans a replica answers. The codes travel and never change. */
public enum ReadMode {
    /** The entries that the coordinator needs for its answer, and the sum of versions. */
    DATA(1),
    /** The sum of versions alone. */
    VERSIONS(2),
    /** Every entry of the scanned interval, whatever the filter says: what copies are joined from. */
    FULL(3);

    private final int code;

    ReadMode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ReadMode ofCode(int code) {
        return switch (code) {
            case 1 -> DATA;
            case 2 -> VERSIONS;
            case 3 -> FULL;
            default -> throw new IllegalArgumentException("no read mode has the code " + code);
        };
    }
}
