package io.starlingdb.wire;

/**
 * The wire versions that a node speaks, from the oldest to the newest. Two nodes speak the newest that both know; a release keeps at least
 * the version before its own, so that a cluster can be upgraded node by node.
 *
 * @param oldest 1 to 255
 * @param newest {@code oldest} to 255
 */
public record WireVersions(int oldest, int newest) {

    /** What this release speaks. No message differs between 1 and 2 yet: 2 is there so that upgrades are rehearsed before one does. */
    public static final WireVersions CURRENT = new WireVersions(1, 2);

    public WireVersions {
        if (oldest < 1 || newest < oldest || newest > 255) {
            throw new IllegalArgumentException("1 <= oldest <= newest <= 255 expected: " + oldest + ", " + newest);
        }
    }

    /** The same without those newer than {@code max}, as a release before the newest would speak them. */
    public WireVersions upTo(int max) {
        return new WireVersions(oldest, Math.min(newest, max));
    }

    public boolean contains(int version) {
        return version >= oldest && version <= newest;
    }

    /** The newest version that both speak, 0 if there is none. */
    public int common(WireVersions other) {
        int version = Math.min(newest, other.newest);
        return version >= Math.max(oldest, other.oldest) ? version : 0;
    }
}
