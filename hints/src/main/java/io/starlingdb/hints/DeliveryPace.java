package io.starlingdb.hints;

/**
 * How fast hints are delivered. They must not stand in the way of requests, neither here nor at a target that has just come back.
 *
 * @param batchHintsMax hints in one message
 * @param batchBytesMax bytes in one message, but a hint that is larger goes alone
 * @param bytesPerSecond to all targets together; higher brings a target up sooner and takes more of its disk and network meanwhile
 * @param retryNanosMin how long a batch that failed waits, doubled each time
 * @param retryNanosMax and no longer than this
 * @param ordered how many of a target's oldest hints are put in order at once: more takes more memory, fewer makes more passes over the store
 */
public record DeliveryPace(
        int batchHintsMax,
        long batchBytesMax,
        long bytesPerSecond,
        long retryNanosMin,
        long retryNanosMax,
        int ordered) {
    /** 128 hints or 256 KiB a message, 16 MiB a second, tried again after 0.5 to 30 s. */
    public static final DeliveryPace DEFAULTS =
            new DeliveryPace(128, 256 << 10, 16 << 20, 500_000_000L, 30_000_000_000L, 20_000);

    public DeliveryPace withBytesPerSecond(long bytes) {
        return new DeliveryPace(batchHintsMax, batchBytesMax, bytes, retryNanosMin, retryNanosMax, ordered);
    }

    public DeliveryPace withBatchHintsMax(int hints) {
        return new DeliveryPace(hints, batchBytesMax, bytesPerSecond, retryNanosMin, retryNanosMax, ordered);
    }

    public DeliveryPace withOrdered(int hints) {
        return new DeliveryPace(batchHintsMax, batchBytesMax, bytesPerSecond, retryNanosMin, retryNanosMax, hints);
    }
}
