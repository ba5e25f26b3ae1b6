package io.starlingdb.node.schema;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Nanoseconds since midnight, in eight bytes. */
final class TimeCodec extends ScalarCodec<LocalTime> {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final DateTimeFormatter NINE_DIGITS = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 9, 9, true)
            .toFormatter(Locale.ROOT);

    TimeCodec() {
        super("time", LocalTime.class);
    }

    @Override
    byte[] serialize(LocalTime value) {
        return BigEndian.bytes(value.toNanoOfDay(), Long.BYTES);
    }

    @Override
    LocalTime deserialize(byte[] value) {
        return LocalTime.ofNanoOfDay(BigEndian.int64(value, 0));
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, Long.BYTES);
        requireRange(BigEndian.int64(value, 0));
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Long.compare(BigEndian.int64(left, 0), BigEndian.int64(right, 0));
    }

    /** A time of day, or as in Cassandra the nanoseconds themselves. */
    @Override
    byte[] parse(String text) {
        try {
            if (text.indexOf(':') >= 0) {
                return serialize(LocalTime.parse(text));
            }
            long nanos = Long.parseLong(text);
            requireRange(nanos);
            return BigEndian.bytes(nanos, Long.BYTES);
        } catch (DateTimeException | NumberFormatException e) {
            throw unparsable(text, "a time such as 14:05:06.123");
        }
    }

    @Override
    String print(byte[] value) {
        return NINE_DIGITS.format(deserialize(value));
    }

    @Override
    boolean quoted() {
        return true;
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.raw(value);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        return in.raw(Long.BYTES);
    }

    private static void requireRange(long nanos) {
        if (nanos < 0 || nanos >= NANOS_PER_DAY) {
            throw invalid("time has 0 to " + (NANOS_PER_DAY - 1) + " nanoseconds, not " + nanos);
        }
    }
}
