package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionerTest {

    /** Made with the Cassandra python driver. */
    @ParameterizedTest
    @CsvSource({
        "00000001, -4069959284402364209",
        "00000002, -3248873570005575792",
        "61, -8839064797231613815",
        "737461726c696e67, -1013144703909892538",
        "c3a9, 5461403030378599040",
        "000102030405060708090a0b0c0d0e0f, 4920504430128807728",
        "ffffffffffffffffffffffffffffffffff, -4128212798341382003",
        "0004000000010000016100, 6516349416904725244",
    })
    void shouldGiveTheTokensThatDriversCompute(String key, long token) {
        assertThat(Partitioner.token(HexFormat.of().parseHex(key))).isEqualTo(token);
    }

    @Test
    void shouldGiveTheEmptyKeyTheZeroToken() {
        assertThat(Partitioner.token(new byte[0])).isZero();
    }

    @Test
    void shouldAgreeWithTheSlowHashAtEveryLength() {
        Random random = new Random(7);
        for (int length = 0; length < 70; length++) {
            for (int round = 0; round < 20; round++) {
                byte[] key = new byte[length];
                random.nextBytes(key);
                assertThat(Partitioner.token(key)).as("length %d", length).isEqualTo(SlowMurmur.token(key));
            }
        }
    }

    /** The published algorithm on unbounded integers, with the signed tail: slow, plain, and written apart. */
    private static final class SlowMurmur {
        private static final BigInteger MASK = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        private static final BigInteger C1 = new BigInteger("87c37b91114253d5", 16);
        private static final BigInteger C2 = new BigInteger("4cf5ad432745937f", 16);

        static long token(byte[] key) {
            BigInteger h1 = BigInteger.ZERO;
            BigInteger h2 = BigInteger.ZERO;
            int blocks = key.length / 16;
            for (int block = 0; block < blocks; block++) {
                h1 = h1.xor(scramble(unsigned(key, block * 16), C1, 31, C2));
                h1 = step(rotate(h1, 27).add(h2), 0x52dce729);
                h2 = h2.xor(scramble(unsigned(key, block * 16 + 8), C2, 33, C1));
                h2 = step(rotate(h2, 31).add(h1), 0x38495ab5);
            }
            BigInteger k1 = BigInteger.ZERO;
            BigInteger k2 = BigInteger.ZERO;
            for (int i = blocks * 16; i < key.length; i++) {
                int place = i - blocks * 16;
                BigInteger signed =
                        BigInteger.valueOf(key[i]).shiftLeft(8 * (place % 8)).and(MASK);
                if (place < 8) {
                    k1 = k1.xor(signed);
                } else {
                    k2 = k2.xor(signed);
                }
            }
            BigInteger length = BigInteger.valueOf(key.length);
            h1 = h1.xor(scramble(k1, C1, 31, C2)).xor(length);
            h2 = h2.xor(scramble(k2, C2, 33, C1)).xor(length);
            h1 = h1.add(h2).and(MASK);
            h2 = h2.add(h1).and(MASK);
            return finish(h1).add(finish(h2)).longValue();
        }

        private static BigInteger unsigned(byte[] key, int from) {
            BigInteger number = BigInteger.ZERO;
            for (int i = 7; i >= 0; i--) {
                number = number.shiftLeft(8).or(BigInteger.valueOf(key[from + i] & 0xff));
            }
            return number;
        }

        private static BigInteger scramble(BigInteger k, BigInteger first, int bits, BigInteger second) {
            return rotate(k.multiply(first).and(MASK), bits).multiply(second).and(MASK);
        }

        private static BigInteger step(BigInteger h, int constant) {
            return h.multiply(BigInteger.valueOf(5))
                    .add(BigInteger.valueOf(constant))
                    .and(MASK);
        }

        private static BigInteger rotate(BigInteger value, int bits) {
            BigInteger masked = value.and(MASK);
            return masked.shiftLeft(bits).or(masked.shiftRight(64 - bits)).and(MASK);
        }

        private static BigInteger finish(BigInteger k) {
            BigInteger h = k.xor(k.shiftRight(33)).multiply(new BigInteger("ff51afd7ed558ccd", 16));
            h = h.and(MASK);
            h = h.xor(h.shiftRight(33)).multiply(new BigInteger("c4ceb9fe1a85ec53", 16));
            h = h.and(MASK);
            return h.xor(h.shiftRight(33));
        }
    }
}
