package io.starlingdb.node.nativeprotocol;

import java.util.concurrent.TimeUnit;

/**
 * The bounds of the native protocol's server.
 *
 * @param messageBytesMax the longest message that is taken, compressed or not
 * @param requestsOfConnectionMax requests of one connection under way at once
 * @param largeBytesMax what messages above 64 KiB may take together; more are refused
 * @param connectionsMax clients connected at once; more are turned away
 * @param startupNanos how long a client may take to say what it speaks, and who it is
 * @param requestNanos how long a request may take
 * @param farewell how long clients have to go when the node drains
 */
public record NativeOptions(
        int messageBytesMax,
        int requestsOfConnectionMax,
        long largeBytesMax,
        int connectionsMax,
        long startupNanos,
        long requestNanos,
        Farewell.Patience farewell) {

    /** Messages of 16 MiB, 1,024 requests a connection, 64 MiB of large ones, 4,096 connections, 15 s to start, 5 s a request. */
    public static final NativeOptions DEFAULT = new NativeOptions(
            16 << 20,
            1_024,
            64 << 20,
            4_096,
            TimeUnit.SECONDS.toNanos(15),
            TimeUnit.SECONDS.toNanos(5),
            Farewell.Patience.DEFAULT);

    /** These, as far as a node's configuration says nothing else. */
    public static NativeOptions of(
            int messageBytesMax, int requestsOfConnectionMax, long largeBytesMax, long requestNanos) {
        return new NativeOptions(
                messageBytesMax,
                requestsOfConnectionMax,
                largeBytesMax,
                DEFAULT.connectionsMax,
                DEFAULT.startupNanos,
                requestNanos,
                DEFAULT.farewell);
    }

    public NativeOptions withRequestsOfConnection(int max) {
        return new NativeOptions(
                messageBytesMax, max, largeBytesMax, connectionsMax, startupNanos, requestNanos, farewell);
    }

    public NativeOptions withMessageBytesMax(int max) {
        return new NativeOptions(
                max, requestsOfConnectionMax, largeBytesMax, connectionsMax, startupNanos, requestNanos, farewell);
    }

    public NativeOptions withLargeBytesMax(long max) {
        return new NativeOptions(
                messageBytesMax, requestsOfConnectionMax, max, connectionsMax, startupNanos, requestNanos, farewell);
    }

    public NativeOptions withStartupNanos(long nanos) {
        return new NativeOptions(
                messageBytesMax, requestsOfConnectionMax, largeBytesMax, connectionsMax, nanos, requestNanos, farewell);
    }

    public NativeOptions withRequestNanos(long nanos) {
        return new NativeOptions(
                messageBytesMax, requestsOfConnectionMax, largeBytesMax, connectionsMax, startupNanos, nanos, farewell);
    }

    NativeOptions withFarewell(Farewell.Patience patience) {
        return new NativeOptions(
                messageBytesMax,
                requestsOfConnectionMax,
                largeBytesMax,
                connectionsMax,
                startupNanos,
                requestNanos,
                patience);
    }
}
