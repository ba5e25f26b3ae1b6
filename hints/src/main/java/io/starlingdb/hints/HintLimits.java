package io.starlingdb.hints;

/**
 * How much is kept, and for how long. A hint beyond any of these is dropped, and its range exchanged.
 *
 * @param hintsMax hints in all. More lets replicas be away longer before exchanges have to bring what they missed; costs disk
 * @param bytesMax their bytes in all
 * @param targetHintsMax hints for one target, so that one that is away for long leaves room for others
 * @param targetBytesMax their bytes
 * @param windowMillis how old a hint may get
 */
public record HintLimits(long hintsMax, long bytesMax, long targetHintsMax, long targetBytesMax, long windowMillis) {
    public HintLimits {
        if (hintsMax < 1 || bytesMax < 1 || targetHintsMax < 1 || targetBytesMax < 1 || windowMillis < 1) {
            throw new IllegalArgumentException("limits are at least 1");
        }
    }
}
