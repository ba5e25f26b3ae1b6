package io.starlingdb.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the dumbest rule: walk from start, a point at a time, until end; on a ring of few points. */
class TokenRangeTest {

    /** The points of the small ring, spread over the whole one, both ends included. */
    private static final long[] POINTS = {
        Long.MIN_VALUE, Long.MIN_VALUE + 1, -5_000_000_000L, -1, 0, 1, 77, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };

    @Test
    void shouldHoldTheTokensAboveItsStartUpToItsEnd() {
        for (int start = 0; start < POINTS.length; start++) {
            for (int end = 0; end < POINTS.length; end++) {
                TokenRange range = new TokenRange(POINTS[start], POINTS[end]);
                boolean[] expected = walk(start, end);
                for (int point = 0; point < POINTS.length; point++) {
                    assertThat(range.contains(POINTS[point]))
                            .as("%s holds %d", range, POINTS[point])
                            .isEqualTo(expected[point]);
                }
            }
        }
    }

    @Test
    void shouldContainAndMeetRangesAsItsTokensDo() {
        for (int start = 0; start < POINTS.length; start++) {
            for (int end = 0; end < POINTS.length; end++) {
                boolean[] mine = walk(start, end);
                for (int otherStart = 0; otherStart < POINTS.length; otherStart++) {
                    for (int otherEnd = 0; otherEnd < POINTS.length; otherEnd++) {
                        boolean[] theirs = walk(otherStart, otherEnd);
                        TokenRange range = new TokenRange(POINTS[start], POINTS[end]);
                        TokenRange other = new TokenRange(POINTS[otherStart], POINTS[otherEnd]);
                        assertThat(range.contains(other))
                                .as("%s contains %s", range, other)
                                .isEqualTo(holdsAll(mine, theirs));
                        assertThat(range.intersects(other))
                                .as("%s meets %s", range, other)
                                .isEqualTo(meets(mine, theirs));
                    }
                }
            }
        }
    }

    @Test
    void shouldCountItsTokens() {
        assertThat(new TokenRange(3, 10).width()).isEqualTo(7);
        assertThat(Long.toUnsignedString(new TokenRange(0, -1).width()))
                .isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE).toString());
        assertThat(TokenRange.WHOLE.width()).isZero();
    }

    @Test
    void shouldCutTheRingIntoSlicesThatHoldEachTokenOnce() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            long token = i < POINTS.length ? POINTS[i] : random.nextLong();
            int slice = Tokens.slice(token);
            assertThat(Tokens.rangeOf(slice).contains(token))
                    .as("%d in %d", token, slice)
                    .isTrue();
        }
        for (int slice = 0; slice < Tokens.SLICES; slice++) {
            assertThat(Tokens.slice(Tokens.endOf(slice))).isEqualTo(slice);
            assertThat(Tokens.slice(Tokens.startOf(slice) + 1)).isEqualTo(slice);
            assertThat(Tokens.startOf((slice + 1) % Tokens.SLICES)).isEqualTo(Tokens.endOf(slice));
            assertThat(Tokens.isOnGrid(Tokens.endOf(slice))).isTrue();
            assertThat(Tokens.isOnGrid(Tokens.endOf(slice) - 1)).isFalse();
        }
    }

    private static boolean[] walk(int start, int end) {
        boolean[] held = new boolean[POINTS.length];
        int point = start;
        do {
            point = (point + 1) % POINTS.length;
            held[point] = true;
        } while (point != end);
        return held;
    }

    private static boolean holdsAll(boolean[] mine, boolean[] theirs) {
        for (int i = 0; i < mine.length; i++) {
            if (theirs[i] && !mine[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean meets(boolean[] mine, boolean[] theirs) {
        for (int i = 0; i < mine.length; i++) {
            if (theirs[i] && mine[i]) {
                return true;
            }
        }
        return false;
    }
}
