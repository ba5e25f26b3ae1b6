package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle of the serialized forms is Cassandra's own Java driver. */
class SerializationTest {
    private static final int VALUES_PER_TYPE = 2_000;

    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void shouldSerializeScalarsAsTheDriverDoes(ScalarType type) {
        RandomValues values = new RandomValues(new Random(type.ordinal()));
        TypeCodec<Object> oracle = codec(type);
        for (int i = 0; i < VALUES_PER_TYPE; i++) {
            Object value = values.value(type);
            if (value.equals(Float.NaN) || value.equals(Double.NaN)) {
                continue; // the driver keeps the bits of odd NaNs; here there is one
            }
            byte[] mine = type.encode(value);

            assertThat(ByteBuffer.wrap(mine))
                    .as("%s", value)
                    .isEqualTo(oracle.encode(driversValue(value), ProtocolVersion.V5));
            assertThat(type.decode(mine)).isEqualTo(value);
            assertThat(type.canonical(mine)).isSameAs(mine);
        }
    }

    @Property(tries = 2_000)
    void shouldReadItsOwnCollections(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed), true);
        CqlType type = values.orderedType(3);
        byte[] value = values.bytes(type);

        assertThat(type.encode(type.decode(value))).isEqualTo(value);
        assertThat(type.canonical(value)).isEqualTo(value);
    }

    @Test
    void shouldSerializeCollectionsAsTheDriverDoes() {
        CqlType type = CqlType.parse("map<int, frozen<list<text>>>");
        Map<Integer, List<String>> value = new LinkedHashMap<>();
        value.put(-1, List.of("a", ""));
        value.put(2, List.of());
        ByteBuffer driver = TypeCodecs.mapOf(TypeCodecs.INT, TypeCodecs.listOf(TypeCodecs.TEXT))
                .encode(value, ProtocolVersion.V5);

        assertThat(ByteBuffer.wrap(type.encode(value))).isEqualTo(driver);
    }

    @Test
    void shouldMakeOneFormOfASetInAnyOrder() {
        SetType type = new SetType(ScalarType.INT, true);
        byte[] three = ScalarType.INT.encode(3);
        byte[] minusOne = ScalarType.INT.encode(-1);
        byte[] unsorted = CollectionForm.pack(List.of(three, minusOne, three), 3);

        assertThat(type.decode(type.canonical(unsorted))).isEqualTo(Set.of(-1, 3));
        assertThat(type.canonical(unsorted)).isEqualTo(type.encode(List.of(-1, 3)));
    }

    @Test
    void shouldKeepTheLastOfAMapsEqualKeys() {
        MapType type = new MapType(ScalarType.INT, ScalarType.TEXT, true);
        byte[] one = ScalarType.INT.encode(1);
        byte[] bytes =
                CollectionForm.pack(List.of(one, ScalarType.TEXT.encode("old"), one, ScalarType.TEXT.encode("new")), 2);

        assertThat(type.decode(type.canonical(bytes))).isEqualTo(Map.of(1, "new"));
    }

    @ParameterizedTest
    @CsvSource({
        "int,       000000, int has 4 bytes",
        "bigint,    00, bigint has 8 bytes",
        "boolean,   '',                   boolean has 1 byte",
        "ascii,     80, ascii holds bytes below 128",
        "text,      c3, text is UTF-8",
        "varint,    '', varint has at least one byte",
        "decimal,   00000000, decimal has at least 5 bytes",
        "inet,      7f0000, inet has 4 or 16 bytes",
        "time,      ffffffffffffffff, time has 0 to",
        "timeuuid,  00000000000040008000000000000000, not of version 4",
        "duration,  0204, duration has three parts",
        "duration,  010200,               one sign",
        "list<int>, 00000001,             no list<int>",
        "list<int>, 7fffffff,             no list<int>",
        "list<int>, 00000001ffffffff,     null is not allowed inside list<int>",
        "list<int>, 0000000100000004000000,  no list<int>",
        "list<int>, 000000000000,         no list<int>",
        "set<int>,  000000010000000100, int has 4 bytes",
        "'map<int, int>', 000000010000000400000001, 'no map<int, int>'",
    })
    void shouldRefuseBytesThatAreNoValue(String type, String hex, String sentence) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> CqlType.parse(type).validate(bytes))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
                .hasMessageContaining(sentence);
    }

    @Test
    void shouldRefuseJavaValuesOfAnotherClass() {
        assertThatThrownBy(() -> ScalarType.INT.encode("1")).hasMessageContaining("not a String");
        assertThatThrownBy(() -> ScalarType.TINYINT.encode(128)).hasMessageContaining("out of range for tinyint");
        assertThatThrownBy(() -> CqlType.parse("set<int>").encode(Map.of())).hasMessageContaining("a Java Set");
        assertThatThrownBy(() -> ScalarType.TEXT.encode("\uD800")).hasMessageContaining("surrogate");
    }

    @Test
    void shouldFindOneFormOfTheSameNumber() {
        assertThat(ScalarType.VARINT.canonical(new byte[] {0, 0, 1})).containsExactly(1);
        assertThat(ScalarType.VARINT.canonical(new byte[] {-1, -1})).containsExactly(-1);
        assertThat(ScalarType.VARINT.canonical(new byte[] {0, -1})).containsExactly(0, -1);
        assertThat(ScalarType.DECIMAL.canonical(new byte[] {0, 0, 0, 2, 0, 5})).containsExactly(0, 0, 0, 2, 5);
        assertThat(ScalarType.BOOLEAN.canonical(new byte[] {7})).containsExactly(1);
        assertThat(ScalarType.FLOAT.canonical(new byte[] {-1, -64, 0, 1})).containsExactly(0x7F, 0xC0, 0, 0);
    }

    @SuppressWarnings("unchecked")
    private static TypeCodec<Object> codec(ScalarType type) {
        TypeCodec<?> codec = switch (type) {
            case ASCII -> TypeCodecs.ASCII;
            case BIGINT -> TypeCodecs.BIGINT;
            case BLOB -> TypeCodecs.BLOB;
            case BOOLEAN -> TypeCodecs.BOOLEAN;
            case COUNTER -> TypeCodecs.COUNTER;
            case DECIMAL -> TypeCodecs.DECIMAL;
            case DOUBLE -> TypeCodecs.DOUBLE;
            case FLOAT -> TypeCodecs.FLOAT;
            case INT -> TypeCodecs.INT;
            case TIMESTAMP -> TypeCodecs.TIMESTAMP;
            case UUID -> TypeCodecs.UUID;
            case TEXT -> TypeCodecs.TEXT;
            case VARINT -> TypeCodecs.VARINT;
            case TIMEUUID -> TypeCodecs.TIMEUUID;
            case INET -> TypeCodecs.INET;
            case DATE -> TypeCodecs.DATE;
            case TIME -> TypeCodecs.TIME;
            case SMALLINT -> TypeCodecs.SMALLINT;
            case TINYINT -> TypeCodecs.TINYINT;
            case DURATION -> TypeCodecs.DURATION;
        };
        return (TypeCodec<Object>) codec;
    }

    private static Object driversValue(Object value) {
        return value instanceof CqlDuration duration
                ? com.datastax.oss.driver.api.core.data.CqlDuration.newInstance(
                        duration.months(), duration.days(), duration.nanos())
                : value;
    }
}
