package io.starlingdb.hints;

/**
 * All that one replica has missed of one row, joined.
 *
 * @param firstMillis when the first write of it was stored, wall clock: its age and its place in the order of delivery
 * @param version changes whenever it changes, and grows from hint to hint
 * @param lowestStamp the lowest stamp of a dot in it, in µs
 * @param isCounted whether a client was told that it holds a write: then no replica may have it
 * @param content the joined row, in a form that only the {@link Joiner} knows; its bytes are not copied and must not be changed
 */
public record Hint(long firstMillis, long version, long lowestStamp, boolean isCounted, byte[] content) {
    /** How many bytes of the limits a hint takes. */
    static long bytes(HintKey key, Hint hint) {
        return HintCodec.KEY_HEAD_BYTES + (long) key.row().length + HintCodec.HEAD_BYTES + hint.content().length;
    }
}
