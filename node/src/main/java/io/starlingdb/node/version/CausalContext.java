package io.starlingdb.node.version;

/**
 * What a client has seen of one row, as a read hands it out and a write hands it back. Clients hold it as the opaque text
 * that {@link #encode} makes.
 *
 * @param vector every dot that the reader has seen: the row's vector, and the dots of its cells that are so old that the
 *     vector no longer names them
 */
public record CausalContext(VersionVector vector) {

    /** Has seen nothing. */
    public static final CausalContext EMPTY = new CausalContext(VersionVector.EMPTY);

    /** Whether the reader has seen this write. */
    public boolean hasSeen(Dot dot) {
        return vector.contains(dot);
    }

    /** Has seen what either has seen. */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public CausalContext merge(CausalContext other) {
        VersionVector both = vector.union(other.vector);
        return both.equals(vector) ? this : new CausalContext(both);
    }

    /**
     * The opaque text: versioned, base64url, bound to one row and authenticated.
     *
     * @param rowKeyBinding the bytes of the row's key; they do not become part of the text
     * @param secret the cluster's secret, the same on all nodes; at least one byte
     */
    public String encode(byte[] rowKeyBinding, byte[] secret) {
        return ContextSeal.seal(vector, rowKeyBinding, secret);
    }

    /**
     * Reads the text back.
     *
     * @throws io.starlingdb.client.StarlingException with code {@code BAD_CONTEXT} if it was cut short, tampered with, made
     *     under another secret, or belongs to another row
     */
    public static CausalContext decode(String text, byte[] rowKeyBinding, byte[] secret) {
        return new CausalContext(ContextSeal.open(text, rowKeyBinding, secret));
    }
}
