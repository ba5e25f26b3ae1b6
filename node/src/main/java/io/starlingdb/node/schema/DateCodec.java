package io.starlingdb.node.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Days as an unsigned number whose middle, 2^31, is 1970-01-01; ordered by their bytes. */
final class DateCodec extends ScalarCodec<LocalDate> {
    private static final LocalDate EPOCH = LocalDate.ofEpochDay(0);

    DateCodec() {
        super("date", LocalDate.class);
    }

    @Override
    byte[] serialize(LocalDate value) {
        long days = ChronoUnit.DAYS.between(EPOCH, value);
        if (days != (int) days) {
            throw invalid(value + " is out of range for date");
        }
        return bytes((int) days);
    }

    @Override
    LocalDate deserialize(byte[] value) {
        return LocalDate.ofEpochDay(BigEndian.int32(value, 0) ^ Integer.MIN_VALUE);
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, Integer.BYTES);
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Integer.compareUnsigned(BigEndian.int32(left, 0), BigEndian.int32(right, 0));
    }

    /** A date, or as in Cassandra the unsigned number itself. */
    @Override
    byte[] parse(String text) {
        try {
            boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return number
                    ? BigEndian.bytes(Integer.parseUnsignedInt(text), Integer.BYTES)
                    : serialize(LocalDate.parse(text));
        } catch (DateTimeException | NumberFormatException e) {
            throw unparsable(text, "a date such as 2026-11-23");
        }
    }

    @Override
    String print(byte[] value) {
        return deserialize(value).toString();
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
        return in.raw(Integer.BYTES);
    }

    private static byte[] bytes(int daysSinceEpoch) {
        return BigEndian.bytes(daysSinceEpoch ^ Integer.MIN_VALUE, Integer.BYTES);
    }
}
