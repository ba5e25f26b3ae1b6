package io.starlingdb.kernel;

/**
 * The slice {@code (start, end]} of the ring: above start, up to and including end. It wraps over the top of the ring when
 * {@code start >= end}; with {@code start == end} it is the whole ring. There is no empty range.
 *
 * @param start a token, itself outside
 * @param end a token, itself inside
 */
public record TokenRange(long start, long end) {

    /** The whole ring. */
    public static final TokenRange WHOLE = new TokenRange(Long.MIN_VALUE, Long.MIN_VALUE);

    public boolean contains(long token) {
        return start < end ? (token > start && token <= end) : (token > start || token <= end);
    }

    /** Whether every token of the other range lies in this one. */
    public boolean contains(TokenRange other) {
        if (isWhole()) {
            return true;
        }
        if (other.isWhole()) {
            return false;
        }
        return Long.compareUnsigned(other.start - start, width()) < 0
                && Long.compareUnsigned(other.end - start - 1, width()) < 0
                && Long.compareUnsigned(other.start - start, other.end - start) < 0;
    }

    /** Whether any token lies in both. */
    public boolean intersects(TokenRange other) {
        return contains(other.end) || other.contains(end);
    }

    /** Whether the range goes over the top of the ring: it then holds tokens above start and tokens up to end. */
    public boolean wraps() {
        return start >= end;
    }

    public boolean isWhole() {
        return start == end;
    }

    /** How many tokens it holds, as an unsigned number; 0 stands for the whole ring's 2^64. */
    public long width() {
        return end - start;
    }

    @Override
    public String toString() {
        return "(" + start + ", " + end + "]";
    }
}
