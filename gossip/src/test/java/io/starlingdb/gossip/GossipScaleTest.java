package io.starlingdb.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.gossip.GossipScale.Anomaly;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gossip in large clusters, with one probe a second and member. The tables are printed; {@code -Pfull} goes up to 1,000 members. */
class GossipScaleTest {

    @Test
    void shouldCostNoMoreThanTheLogarithmOfTheSizeAndKnowACrashSoon() {
        check(List.of(10, 32, 100));
    }

    @Test
    @EnabledIfSystemProperty(named = "starling.full", matches = "true")
    void shouldDoSoWithAThousandMembers() {
        check(List.of(10, 32, 100, 316, 1_000));
    }

    private static void check(List<Integer> sizes) {
        print("%8s %22s %18s", "members", "bytes/s and member", "crash known (s)");
        for (int size : sizes) {
            GossipScale cluster = GossipScale.withLifeguard(size, size);
            double cost = cluster.bytesPerSecond(60);
            double known = cluster.secondsUntilACrashIsKnown(size / 2);
            print("%8d %22.0f %18.1f", size, cost, known);
            assertThat(known).isLessThan(15);
            assertThat(cost / Math.log(size))
                    .as("bytes a second and member at %d, by the logarithm", size)
                    .isLessThanOrEqualTo(GossipScale.BYTES_PER_LOG_OF_SIZE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHardlyEverDeclareAHealthyMemberDead(Anomaly anomaly) {
        compare(anomaly, 40, 120);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "starling.full", matches = "true")
    void shouldHardlyEverDeclareOneOfAThousandDead(Anomaly anomaly) {
        compare(anomaly, 1_000, 120);
    }

    private static void compare(Anomaly anomaly, int size, int seconds) {
        long with = GossipScale.withLifeguard(size, size).falseDeaths(seconds, anomaly);
        long without = GossipScale.withoutLifeguard(size, size).falseDeaths(seconds, anomaly);
        print(
                "%d members, 5 %% of frames lost, 1 %% %s for 10 s at a time, %d s: healthy members declared dead %d times with Lifeguard, %d without",
                size, anomaly.name().toLowerCase(Locale.ROOT), seconds, with, without);
        assertThat(10 * with).isLessThanOrEqualTo(without);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
