package io.starlingdb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireRoundTripTest {

    @Test
    void shouldReadWhatWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            String text = text(random);
            NodeId id = NodeId.random(random);
            Endpoint endpoint = new Endpoint("h" + random.nextInt(100), 1 + random.nextInt(65_535));

            WireWriter out = new WireWriter(0);
            out.u8((int) (number & 0xff));
            out.u16((int) (number & 0xffff));
            out.bool(number > 0);
            out.int32((int) number);
            out.int64(number);
            out.varint(number);
            out.zigzag(number);
            out.bytes(bytes);
            out.nullableBytes(bytes);
            out.nullableBytes(null);
            out.string(text);
            out.nodeId(id);
            out.endpoint(endpoint);
            out.count(0);

            WireReader in = new WireReader(out.toByteArray());
            assertThat(in.u8()).isEqualTo((int) (number & 0xff));
            assertThat(in.u16()).isEqualTo((int) (number & 0xffff));
            assertThat(in.bool()).isEqualTo(number > 0);
            assertThat(in.int32()).isEqualTo((int) number);
            assertThat(in.int64()).isEqualTo(number);
            assertThat(in.varint()).isEqualTo(number);
            assertThat(in.zigzag()).isEqualTo(number);
            assertThat(in.bytes()).isEqualTo(bytes);
            assertThat(in.nullableBytes()).isEqualTo(bytes);
            assertThat(in.nullableBytes()).isNull();
            assertThat(in.string()).isEqualTo(text);
            assertThat(in.nodeId()).isEqualTo(id);
            assertThat(in.endpoint()).isEqualTo(endpoint);
            assertThat(in.count(1)).isZero();
            in.expectEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "127, 7f", "128, 8001", "300, ac02", "-1, ffffffffffffffffff01"})
    void shouldKeepTheBytesOfVarints(long number, String hex) {
        assertThat(written(out -> out.varint(number))).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "-1, 01", "1, 02", "-64, 7f", "64, 8001", "-9223372036854775808, ffffffffffffffffff01"})
    void shouldKeepTheBytesOfZigzag(long number, String hex) {
        assertThat(written(out -> out.zigzag(number))).isEqualTo(hex);
    }

    @Test
    void shouldKeepTheBytesOfTheOtherForms() {
        assertThat(written(out -> out.u16(0x1234))).isEqualTo("1234");
        assertThat(written(out -> out.int32(-2))).isEqualTo("fffffffe");
        assertThat(written(out -> out.int64(0x0102030405060708L))).isEqualTo("0102030405060708");
        assertThat(written(out -> out.bytes(new byte[] {7}))).isEqualTo("0107");
        assertThat(written(out -> out.nullableBytes(null))).isEqualTo("00");
        assertThat(written(out -> out.nullableBytes(new byte[] {7}))).isEqualTo("0207");
        assertThat(written(out -> out.string("é"))).isEqualTo("02c3a9");
        assertThat(written(out -> out.endpoint(new Endpoint("a", 258)))).isEqualTo("01610102");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "ffffffffffffffffff02", "ffffffffffffffffff8001", "ffffffffffffffffffff"})
    void shouldRefuseBrokenVarints(String hex) {
        refuse(hex, WireReader::varint);
    }

    @Test
    void shouldRefuseLengthsBeyondTheEndWithoutAllocating() {
        for (String hex : new String[] {"05", "0501", "ffffffff07", "ffffffffffffffffff01", "ffffffffffffffff7f"}) {
            refuse(hex, WireReader::bytes);
            refuse(hex, WireReader::string);
            refuse(hex, WireReader::nullableBytes);
            refuse(hex, in -> in.count(1));
        }
        refuse("020000", in -> in.count(2));
        refuse("00", in -> in.raw(-1));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        refuse("02", WireReader::bool);
        refuse("02c328", WireReader::string);
        refuse("000001", WireReader::endpoint);
        refuse("01610000", WireReader::endpoint);
        refuse("05", in -> in.varint(4));
        refuse("00", in -> {
            in.expectEnd();
            return in;
        });
    }

    @Test
    void shouldReadOnlyItsPartOfABuffer() {
        byte[] buffer = {1, 2, 3, 4, 5};
        WireReader in = new WireReader(buffer, 1, 2);
        assertThat(in.u16()).isEqualTo(0x0203);
        assertThatThrownBy(in::u8).isInstanceOf(WireException.class);
    }

    @Test
    void shouldRefuseToWriteWhatDoesNotFit() {
        WireWriter out = new WireWriter();
        assertThatThrownBy(() -> out.u8(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.u16(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeReusableAfterALargeMessage() {
        WireWriter out = new WireWriter();
        out.bytes(new byte[1 << 20]);
        out.clear();
        out.u8(9);
        assertThat(out.toByteArray()).containsExactly(9);
    }

    private static String text(Random random) {
        String text = "plain-" + random.nextInt();
        return random.nextInt(3) == 0 ? text + "é漢🐦" : text;
    }

    private static String written(Consumer<WireWriter> writing) {
        WireWriter out = new WireWriter();
        writing.accept(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static void refuse(String hex, Function<WireReader, ?> reading) {
        assertThatThrownBy(() -> reading.apply(new WireReader(HexFormat.of().parseHex(hex))))
                .as(hex)
                .isInstanceOf(WireException.class);
    }
}
