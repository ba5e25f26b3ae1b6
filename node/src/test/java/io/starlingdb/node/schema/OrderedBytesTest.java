package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.StarlingException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderedBytesTest {
    private static final int PAIRS_PER_SCALAR = 20_000;

    /** Every scalar type gets its full share of pairs, whatever the random types of the properties below are. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DURATION", "COUNTER"})
    void shouldOrderTheBytesOfAScalarAsItsTypeDoes(ScalarType type) {
        RandomValues values = new RandomValues(new Random(type.ordinal()));
        for (int i = 0; i < PAIRS_PER_SCALAR; i++) {
            requireSameOrder(type, values.bytes(type), values.bytes(type));
        }
    }

    @Property(tries = 5_000)
    void shouldOrderTheBytesOfNestedCollectionsAsTheirTypesDo(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed), true);
        CqlType type = values.orderedType(3);
        for (int i = 0; i < 5; i++) {
            requireSameOrder(type, values.bytes(type), values.bytes(type));
        }
    }

    @Property(tries = 5_000)
    void shouldReadBackAValueThatComparesEqual(@ForAll long seed, @ForAll boolean descending) {
        RandomValues values = new RandomValues(new Random(seed), true);
        CqlType type = values.orderedType(3);
        byte[] value = values.bytes(type);

        byte[] ordered = OrderedBytes.encode(type, value, descending);
        byte[] back = OrderedBytes.decode(type, ordered, descending);

        assertThat(type.compare(back, value)).isZero();
        assertThat(type.canonical(back)).isEqualTo(back);
        assertThat(OrderedBytes.encode(type, back, descending)).isEqualTo(ordered);
    }

    @Property(tries = 5_000)
    void shouldReadBackTheVeryBytesUnlessTheTypeHasSeveralFormsOfAValue(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed), true);
        CqlType type = values.orderedType(0);
        byte[] value = type.canonical(values.bytes(type));

        byte[] back = OrderedBytes.decode(type, OrderedBytes.encode(type, value, false), false);

        if (type != ScalarType.DECIMAL) {
            assertThat(back).isEqualTo(value);
        }
    }

    @Property(tries = 5_000)
    void shouldNeverMakeOneValueAPrefixOfAnother(@ForAll long seed, @ForAll boolean descending) {
        RandomValues values = new RandomValues(new Random(seed), true);
        CqlType type = values.orderedType(2);
        byte[] left = OrderedBytes.encode(type, values.bytes(type), descending);
        byte[] right = OrderedBytes.encode(type, values.bytes(type), descending);

        boolean prefix = right.length > left.length && Arrays.equals(left, Arrays.copyOf(right, left.length));

        assertThat(prefix).isFalse();
    }

    @Property(tries = 5_000)
    void shouldRefuseBrokenBytesWithACleanError(@ForAll long seed, @ForAll byte[] garbage) {
        CqlType type = new RandomValues(new Random(seed), true).orderedType(2);
        try {
            byte[] value = OrderedBytes.decode(type, garbage, false);
            assertThat(value).isNotNull();
        } catch (StarlingException e) {
            assertThat(e.text()).isNotEmpty();
        }
    }

    @Test
    void shouldReadDecimalKeysBackWithoutNeedlessDigits() {
        assertThat(throughKey("1.500")).isEqualTo("1.5");
        assertThat(throughKey("100")).isEqualTo("100");
        assertThat(throughKey("-0.00")).isEqualTo("0");
        assertThat(throughKey("-1E+3")).isEqualTo("-1000");
        assertThat(throughKey("1E+1000000")).isEqualTo("1E+1000000");
    }

    @Test
    void shouldRefuseTypesWithoutAnOrder() {
        byte[] duration = ScalarType.DURATION.encode(new CqlDuration(1, 2, 3));
        assertThatThrownBy(() -> OrderedBytes.encode(ScalarType.DURATION, duration, false))
                .hasMessageContaining("duration has no order");
    }

    /** Stored keys have these bytes; a change here is a change of the stored format. */
    @Test
    void shouldKeepItsStoredForm() {
        assertThat(hex("int", "-2", false)).isEqualTo("7ffffffe");
        assertThat(hex("int", "-2", true)).isEqualTo("80000001");
        assertThat(hex("bigint", "1", false)).isEqualTo("8000000000000001");
        assertThat(hex("text", "a\0\1\2é", false)).isEqualTo("610101010202c3a900");
        assertThat(hex("text", "", false)).isEqualTo("00");
        assertThat(hex("boolean", "true", true)).isEqualTo("fe");
        assertThat(hex("double", "-1.5", false)).isEqualTo("4007ffffffffffff");
        assertThat(hex("double", "1.5", false)).isEqualTo("bff8000000000000");
        assertThat(hex("varint", "300", false)).isEqualTo("82012c");
        assertThat(hex("varint", "-1", false)).isEqualTo("7eff");
        assertThat(hex("decimal", "12.30", false)).isEqualTo("0381020d1f00");
        assertThat(hex("decimal", "-12.3", false)).isEqualTo("017efef2e0ff");
        assertThat(hex("uuid", "0102030a-0b0c-4d0e-8f01-020304050607", false))
                .isEqualTo("40102030a0b0cd0e8f01020304050607");
        assertThat(hex("timeuuid", "0102030a-0b0c-1d0e-8f01-020304050607", false))
                .isEqualTo("1d0e0b0c0102030a0f81828384858687");
        assertThat(hex("timestamp", "1970-01-01T00:00:00.001Z", false)).isEqualTo("8000000000000001");
        assertThat(hex("date", "1970-01-02", false)).isEqualTo("80000001");
        assertThat(hex("inet", "10.0.0.1", false)).isEqualTo("0a01010101010200");
        CqlType list = CqlType.parse("frozen<list<smallint>>");
        assertThat(HexFormat.of()
                        .formatHex(OrderedBytes.encode(
                                list, list.encode(java.util.List.of((short) 1, (short) -1)), false)))
                .isEqualTo("018001017fff00");
    }

    private static String hex(String type, String text, boolean descending) {
        ScalarType scalar = (ScalarType) CqlType.parse(type);
        return HexFormat.of().formatHex(OrderedBytes.encode(scalar, scalar.parseText(text), descending));
    }

    private static String throughKey(String decimal) {
        byte[] value = ScalarType.DECIMAL.encode(new BigDecimal(decimal));
        byte[] back =
                OrderedBytes.decode(ScalarType.DECIMAL, OrderedBytes.encode(ScalarType.DECIMAL, value, false), false);
        return ScalarType.DECIMAL.printText(back);
    }

    private static void requireSameOrder(CqlType type, byte[] left, byte[] right) {
        int order = Integer.signum(type.compare(left, right));
        int ascending =
                Arrays.compareUnsigned(OrderedBytes.encode(type, left, false), OrderedBytes.encode(type, right, false));
        int descending =
                Arrays.compareUnsigned(OrderedBytes.encode(type, left, true), OrderedBytes.encode(type, right, true));
        assertThat(Integer.signum(ascending))
                .as("%s: %s against %s", type, type.format(left), type.format(right))
                .isEqualTo(order);
        assertThat(Integer.signum(descending)).isEqualTo(-order);
    }
}
