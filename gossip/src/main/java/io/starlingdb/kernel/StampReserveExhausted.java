package io.starlingdb.kernel;

/**
 * A {@link HybridClock} has no durable reserve left (its disk is slow, or it is closed): the caller answers "overloaded" and may try again
 * soon. Carries no stack trace, as it is thrown on the hot path.
 */
public final class StampReserveExhausted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StampReserveExhausted(long wanted, long reserved) {
        super("no durable stamp reserve: wanted " + wanted + ", reserved up to " + reserved, null, false, false);
    }
}
