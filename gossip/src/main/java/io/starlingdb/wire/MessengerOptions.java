package io.starlingdb.wire;

/**
 * How a {@link Messenger} behaves.
 *
 * @param versions the wire versions that it speaks
 * @param pendingMax how many requests may wait for replies; one more is answered {@link Failure#OVERLOADED}. More costs some 100 bytes each
 * @param frameBytesMax the largest frame it sends or takes, header included
 * @param checksums whether it adds a CRC-32C to each frame (those that carry one are checked anyway)
 */
public record MessengerOptions(WireVersions versions, int pendingMax, int frameBytesMax, boolean checksums) {

    /** This release's versions, 32,768 pending requests, frames up to 32 MiB, with checksums. */
    public static final MessengerOptions DEFAULTS = new MessengerOptions(WireVersions.CURRENT, 1 << 15, 32 << 20, true);

    public MessengerOptions {
        if (pendingMax < 1 || pendingMax > PendingRequests.MAX) {
            throw new IllegalArgumentException("pendingMax is 1 to " + PendingRequests.MAX + ": " + pendingMax);
        }
        if (frameBytesMax < Frames.HEADER_BYTES_MAX) {
            throw new IllegalArgumentException("frameBytesMax is too small: " + frameBytesMax);
        }
    }

    public MessengerOptions withVersions(WireVersions spoken) {
        return new MessengerOptions(spoken, pendingMax, frameBytesMax, checksums);
    }

    public MessengerOptions withPendingMax(int max) {
        return new MessengerOptions(versions, max, frameBytesMax, checksums);
    }

    public MessengerOptions withFrameBytesMax(int max) {
        return new MessengerOptions(versions, pendingMax, max, checksums);
    }
}
