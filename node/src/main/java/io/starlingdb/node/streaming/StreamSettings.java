package io.starlingdb.node.streaming;

/**
 * How a node takes part in changes of ownership.
 *
 * @param joins whether it joins the cluster that its seeds know by itself when it is no member
 * @param bytesPerSecond how fast it fetches at most
 */
public record StreamSettings(boolean joins, long bytesPerSecond) {
    /** It joins; 32 MiB/s. */
    public static final StreamSettings DEFAULTS = new StreamSettings(true, 32L << 20);

    public StreamSettings {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("A node fetches something, not " + bytesPerSecond + " bytes a second");
        }
    }
}
