package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextFormTest {
    private static final int VALUES_PER_TYPE = 2_000;

    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void shouldReadBackWhatItPrints(ScalarType type) {
        RandomValues values = new RandomValues(new Random(type.ordinal()));
        for (int i = 0; i < VALUES_PER_TYPE; i++) {
            byte[] value = type.canonical(values.bytes(type));
            assertThat(type.parseText(type.printText(value)))
                    .as(type.printText(value))
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp, 2026-11-23T14:05:06.123Z,      2026-11-23T14:05:06.123Z",
        "timestamp, 2026-11-23 14:05:06+0200,      2026-11-23T12:05:06.000Z",
        "timestamp, 2026-11-23 14:05:06.1 -01:30,  2026-11-23T15:35:06.100Z",
        "timestamp, 2026-11-23 14:05,              2026-11-23T14:05:00.000Z",
        "timestamp, 2026-11-23,                    2026-11-23T00:00:00.000Z",
        "timestamp, 0,                             1970-01-01T00:00:00.000Z",
        "timestamp, -1,                            1969-12-31T23:59:59.999Z",
        "date,      2026-11-23,                    2026-11-23",
        "date,      2147483648,                    1970-01-01",
        "date,      0,                             -5877641-06-23",
        "time,      14:05,                         14:05:00.000000000",
        "time,      14:05:06.5,                    14:05:06.500000000",
        "time,      1000,                          00:00:00.000001000",
        "duration,  1y2mo3w4d5h6m7s8ms9us10ns,     1y2mo25d5h6m7s8ms9us10ns",
        "duration,  -1y13mo,                       -2y1mo",
        "duration,  90m,                           1h30m",
        "duration,  5µs,                           5us",
        "duration,  P1Y2M3DT4H5M6S,                1y2mo3d4h5m6s",
        "duration,  P3W,                           21d",
        "duration,  PT5M,                          5m",
        "duration,  P0001-02-03T04:05:06,          1y2mo3d4h5m6s",
        "duration,  0s,                            0ns",
        "inet,      10.0.0.255,                    10.0.0.255",
        "inet,      ::1,                           ::1",
        "inet,      ::,                            ::",
        "inet,      2001:DB8:0:0:1:0:0:1,          2001:db8::1:0:0:1",
        "inet,      1:0:2:3:4:5:6:7,               1:0:2:3:4:5:6:7",
        "inet,      fe80::,                        fe80::",
        "inet,      ::ffff:1.2.3.4,                ::ffff:102:304",
        "float,     1e3,                           1000.0",
        "double,    -infinity,                     -Infinity",
        "double,    nan,                           NaN",
        "boolean,   TRUE,                          true",
        "blob,      0xCAFE,                        0xcafe",
        "blob,      0x,                            0x",
        "decimal,   1.50,                          1.50",
        "uuid,      0102030A-0B0C-4D0E-8F01-020304050607, 0102030a-0b0c-4d0e-8f01-020304050607",
    })
    void shouldReadTheFormsThatPeopleWrite(String type, String text, String printed) {
        ScalarType scalar = (ScalarType) CqlType.parse(type);
        assertThat(scalar.printText(scalar.parseText(text))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "int,       2147483648",
        "int,       1.0",
        "int,       ''",
        "tinyint,   -129",
        "timestamp, 2026-13-01",
        "timestamp, 2026-11-23T14:05:06.123X",
        "timestamp, yesterday",
        "date,      2026-02-30",
        "date,      4294967296",
        "time,      24:00:00",
        "time,      -1",
        "time,      86400000000000",
        "duration,  ''",
        "duration,  P",
        "duration,  PT",
        "duration,  -",
        "duration,  3",
        "duration,  1d1d",
        "duration,  9999999999y",
        "inet,      1.2.3",
        "inet,      1.2.3.256",
        "inet,      1.2.3.04x",
        "inet,      localhost",
        "inet,      ::1::",
        "inet,      1:2:3:4:5:6:7",
        "inet,      1:2:3:4:5:6:7:8:9",
        "inet,      1:2:3:4:5:6:7:8::",
        "inet,      12345::",
        "double,    1d",
        "double,    0x1p3",
        "boolean,   yes",
        "blob,      cafe",
        "blob,      0xcaf",
        "varint,    1.5",
        "decimal,   one",
        "uuid,      1-2-3-4-5",
        "uuid,      0102030a-0b0c-4d0e-8f01-02030405060g",
        "timeuuid,  0102030a-0b0c-4d0e-8f01-020304050607",
        "ascii,     é",
    })
    void shouldRefuseOtherText(String type, String text) {
        assertThatThrownBy(() -> ((ScalarType) CqlType.parse(type)).parseText(text))
                .hasMessageContaining(type);
    }

    @Test
    void shouldWriteLiteralsThatCqlReads() {
        assertThat(format("text", "it's")).isEqualTo("'it''s'");
        assertThat(format("blob", java.nio.ByteBuffer.wrap(new byte[] {(byte) 0xCA})))
                .isEqualTo("0xca");
        assertThat(format("int", -1)).isEqualTo("-1");
        assertThat(format("timestamp", java.time.Instant.EPOCH)).isEqualTo("'1970-01-01T00:00:00.000Z'");
        assertThat(format("duration", new CqlDuration(1, 2, 3))).isEqualTo("1mo2d3ns");
        assertThat(format("list<text>", List.of("a", "b"))).isEqualTo("['a', 'b']");
        assertThat(format("set<int>", List.of(2, 1))).isEqualTo("{1, 2}");
        assertThat(format("map<text, frozen<list<int>>>", Map.of("k", List.of(1))))
                .isEqualTo("{'k': [1]}");
    }

    @Test
    void shouldPrintTheExtremesOfADuration() {
        assertThat(new CqlDuration(0, 0, Long.MIN_VALUE).toString()).isEqualTo("-2562047h47m16s854ms775us808ns");
        assertThat(new CqlDuration(Integer.MIN_VALUE, 0, 0).toString()).isEqualTo("-178956970y8mo");
        assertThatThrownBy(() -> new CqlDuration(1, -1, 0)).hasMessageContaining("one sign");
    }

    private static String format(String type, Object value) {
        CqlType parsed = CqlType.parse(type);
        return parsed.format(parsed.encode(value));
    }
}
