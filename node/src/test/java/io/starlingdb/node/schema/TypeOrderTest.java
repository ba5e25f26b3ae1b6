package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type's order against a plain comparison of the Java values, spelt out the long way. */
class TypeOrderTest {
    private static final int PAIRS = 20_000;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DURATION"})
    void shouldCompareAsCassandraDoes(ScalarType type) {
        RandomValues values = new RandomValues(new Random(type.ordinal()));
        Comparator<Object> oracle = oracle(type);
        for (int i = 0; i < PAIRS; i++) {
            Object left = values.value(type);
            Object right = values.value(type);
            assertThat(Integer.signum(type.compare(type.encode(left), type.encode(right))))
                    .as("%s against %s", left, right)
                    .isEqualTo(Integer.signum(oracle.compare(left, right)));
        }
    }

    @Test
    void shouldCompareCollectionsElementByElementThenByLength() {
        CqlType list = CqlType.parse("frozen<list<int>>");
        assertAscending(list, List.of(), List.of(-5), List.of(-5, 1), List.of(2), List.of(2, -1));
        CqlType map = CqlType.parse("frozen<map<int, text>>");
        assertAscending(map, java.util.Map.of(1, "a"), java.util.Map.of(1, "a", 2, "a"), java.util.Map.of(1, "b"));
    }

    @Test
    void shouldOrderTimeUuidsByTheirTimeNotByTheirBytes() {
        // the low part of the time is in front: bytes say the first is greater, time says it is older
        UUID older = UUID.fromString("ffffffff-0000-1000-8000-000000000000");
        UUID newer = UUID.fromString("00000000-0001-1000-8000-000000000000");
        assertAscending(ScalarType.TIMEUUID, older, newer);
        assertAscending(ScalarType.UUID, older, newer, UUID.fromString("00000000-0000-4000-8000-000000000000"));
    }

    @Test
    void shouldOrderTheRestOfATimeUuidBySignedBytes() {
        UUID negative = UUID.fromString("00000000-0000-1000-8000-000000000080");
        UUID positive = UUID.fromString("00000000-0000-1000-8000-00000000007f");
        assertAscending(ScalarType.TIMEUUID, negative, positive);
        assertAscending(ScalarType.UUID, positive, negative);
    }

    private static void assertAscending(CqlType type, Object... values) {
        for (int i = 0; i + 1 < values.length; i++) {
            assertThat(type.compare(type.encode(values[i]), type.encode(values[i + 1])))
                    .isNegative();
            assertThat(type.compare(type.encode(values[i + 1]), type.encode(values[i])))
                    .isPositive();
        }
    }

    private static Comparator<Object> oracle(ScalarType type) {
        return switch (type) {
            case TINYINT, SMALLINT, INT, BIGINT, COUNTER ->
                (a, b) -> Long.compare(((Number) a).longValue(), ((Number) b).longValue());
            case FLOAT -> (a, b) -> Float.compare((Float) a, (Float) b);
            case DOUBLE -> (a, b) -> Double.compare((Double) a, (Double) b);
            case VARINT -> (a, b) -> ((BigInteger) a).compareTo((BigInteger) b);
            case DECIMAL -> (a, b) -> ((BigDecimal) a).compareTo((BigDecimal) b);
            case BOOLEAN -> (a, b) -> Boolean.compare((Boolean) a, (Boolean) b);
            case DATE -> (a, b) -> ((java.time.LocalDate) a).compareTo((java.time.LocalDate) b);
            case TIME -> (a, b) -> ((java.time.LocalTime) a).compareTo((java.time.LocalTime) b);
            case TIMESTAMP -> (a, b) -> ((java.time.Instant) a).compareTo((java.time.Instant) b);
            case UUID -> (a, b) -> compareUuids((UUID) a, (UUID) b);
            case TIMEUUID -> (a, b) -> compareTimeUuids((UUID) a, (UUID) b);
            case ASCII, TEXT, BLOB, INET, DURATION -> (a, b) -> Arrays.compareUnsigned(type.encode(a), type.encode(b));
        };
    }

    private static int compareUuids(UUID left, UUID right) {
        if (left.version() != right.version()) {
            return Integer.compare(left.version(), right.version());
        }
        int order = left.version() == 1
                ? Long.compare(time(left), time(right))
                : Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    private static int compareTimeUuids(UUID left, UUID right) {
        int order = Long.compare(time(left), time(right));
        for (int shift = 56; order == 0 && shift >= 0; shift -= 8) {
            order = Byte.compare((byte) (left.getLeastSignificantBits() >>> shift), (byte)
                    (right.getLeastSignificantBits() >>> shift));
        }
        return order;
    }

    /** {@link UUID#timestamp} wants the variant as well, which Cassandra does not look at. */
    private static long time(UUID uuid) {
        return new UUID(uuid.getMostSignificantBits(), Long.MIN_VALUE).timestamp();
    }
}
