package io.starlingdb.node.replica;

/**
 * How much one reply may hold or cost; the coordinator asks on from where it ended. Higher values mean fewer round trips and larger frames.
 *
 * @param entriesMax how many entries are scanned for one reply
 * @param bytesMax about how many bytes of entries are scanned for one reply
 */
public record ReadLimits(int entriesMax, int bytesMax) {
    /** 5,000 entries, 1 MiB. */
    public static final ReadLimits DEFAULTS = new ReadLimits(5_000, 1 << 20);

    public ReadLimits {
        if (entriesMax < 1 || bytesMax < 1) {
            throw new IllegalArgumentException("a reply must have room for one entry");
        }
    }
}
