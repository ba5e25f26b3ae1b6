package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JsonFormTest {
    private static final int VALUES_PER_TYPE = 2_000;
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void shouldReadBackWhatItWrites(ScalarType type) throws JsonProcessingException {
        RandomValues values = new RandomValues(new Random(type.ordinal()));
        for (int i = 0; i < VALUES_PER_TYPE; i++) {
            byte[] value = type.canonical(values.bytes(type));
            String json = type.toJson(value);
            assertThat(type.fromJson(json)).as(json).isEqualTo(value);
        }
    }

    @Property(tries = 2_000)
    void shouldReadBackCollectionsOfAnyNesting(@ForAll long seed) throws JsonProcessingException {
        RandomValues values = new RandomValues(new Random(seed), true);
        CqlType type = values.orderedType(3);
        byte[] value = type.canonical(values.bytes(type));

        assertThat(type.fromJson(type.toJson(value))).isEqualTo(value);
    }

    /** What a reader with doubles alone, such as JavaScript, makes of a number must be the number. */
    @Property(tries = 5_000)
    void shouldWriteANumberOnlyWhereDoublesKeepIt(@ForAll long seed) throws JsonProcessingException {
        RandomValues values = new RandomValues(new Random(seed), true);
        for (ScalarType type : new ScalarType[] {ScalarType.BIGINT, ScalarType.VARINT, ScalarType.DECIMAL}) {
            byte[] value = values.bytes(type);
            JsonNode node = tree(type.toJson(value));
            if (node.isNumber()) {
                BigDecimal kept = new BigDecimal(node.doubleValue());
                BigDecimal written = new BigDecimal(type.printText(value));
                boolean whole = written.scale() == 0;
                assertThat(whole ? kept : kept.round(new MathContext(15))).isEqualByComparingTo(written);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int            | 42                     | 42",
                "int            | \"42\"                 | 42",
                "bigint         | 9007199254740992       | 9007199254740992",
                "bigint         | 9007199254740993       | \"9007199254740993\"",
                "bigint         | \"-9007199254740993\"  | \"-9007199254740993\"",
                "varint         | 7                      | 7",
                "varint         | 123456789012345678901  | \"123456789012345678901\"",
                "decimal        | 1.50                   | 1.50",
                "decimal        | \"0.1234567890123456\" | \"0.1234567890123456\"",
                "double         | 2                      | 2.0",
                "double         | \"NaN\"                | \"NaN\"",
                "boolean        | true                   | true",
                "text           | \"é\\u0000\"           | \"é\\u0000\"",
                "blob           | \"yv4=\"               | \"yv4=\"",
                "timestamp      | 0                      | \"1970-01-01T00:00:00.000Z\"",
                "timestamp      | \"2026-11-23T01:02:03+01:00\" | \"2026-11-23T00:02:03.000Z\"",
                "date           | \"2026-11-23\"         | \"2026-11-23\"",
                "time           | \"01:02:03\"           | \"01:02:03.000000000\"",
                "duration       | \"1h\"                 | \"1h\"",
                "inet           | \"::1\"                | \"::1\"",
                "list<int>      | [3,1,3]                | [3,1,3]",
                "set<int>       | [3,1,3]                | [1,3]",
                "map<text,int>  | {\"b\":2,\"a\":1}      | {\"a\":1,\"b\":2}",
                "map<int,text>  | [[2,\"b\"],[1,\"a\"]]  | [[1,\"a\"],[2,\"b\"]]",
                "map<int,text>  | {\"2\":\"b\"}          | [[2,\"b\"]]",
                "map<text,int>  | [[\"a\",1]]            | {\"a\":1}",
                "list<frozen<map<text,int>>> | [{},{\"a\":1}] | [{},{\"a\":1}]",
            })
    void shouldTakeAndGiveTheFormsOfTheContract(String type, String given, String written) throws Exception {
        CqlType parsed = CqlType.parse(type);
        assertThat(parsed.toJson(parsed.fromJson(given))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int           | 1.0          | a whole number, not the number 1.0",
                "int           | true         | not true",
                "int           | null         | not null",
                "int           | 3000000000   | between -2147483648 and 2147483647",
                "boolean       | \"true\"     | true or false, not a string",
                "text          | 1            | a string, not the number 1",
                "blob          | \"?\"        | expected base64",
                "double        | []           | a number, not an array",
                "timestamp     | 1.5          | not the number 1.5",
                "list<int>     | {}           | an array, not an object",
                "list<int>     | [null]       | null is not allowed inside list<int>",
                "map<text,int> | {\"a\":null} | null is not allowed inside",
                "map<text,int> | 1            | an object, not the number 1",
                "map<int,int>  | [[1]]        | not ]",
                "map<int,int>  | [[1,2,3]]    | an array of pairs",
                "map<int,int>  | [1,2]        | an array of pairs",
            })
    void shouldSayWhatItWantedInstead(String type, String given, String sentence) throws Exception {
        assertThatThrownBy(() -> CqlType.parse(type).fromJson(given)).hasMessageContaining(sentence);
    }

    @Test
    void shouldWriteNullForNull() {
        assertThat(ScalarType.INT.toJson(null)).isEqualTo("null");
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return EXACT.readTree(json);
    }
}
