package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.Replication;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RingStretchesTest {
    private static final TestCluster CLUSTER = new TestCluster(1, 5, 3);
    private static final Ring RING = new Rings(CLUSTER.record).ring(Replication.simple(3));

    @Property(tries = 500)
    void shouldCoverTheRangeOnceWithTheRightReplicas(@ForAll long seed) {
        Random random = new Random(seed);
        TokenRange range = new TokenRange(random.nextLong(), random.nextLong());
        List<RingStretches.Stretch> stretches = RingStretches.of(range, RING);
        for (RingStretches.Stretch stretch : stretches) {
            assertThat(stretch.range().wraps()).isFalse();
            assertThat(RING.replicas(stretch.range().end()).members())
                    .hasSameElementsAs(stretch.replicas().members());
            assertThat(RING.replicas(stretch.range().start() + 1).members())
                    .hasSameElementsAs(stretch.replicas().members());
        }
        for (int i = 0; i < 50; i++) {
            long token = random.nextLong();
            long holding = stretches.stream()
                    .filter(stretch -> stretch.range().contains(token))
                    .count();
            assertThat(holding).isEqualTo(range.contains(token) ? 1 : 0);
        }
    }

    @Test
    void shouldBeOneStretchWhereAllNodesHoldAll() {
        Ring whole = new Rings(CLUSTER.record).ring(Replication.simple(5));
        List<RingStretches.Stretch> stretches = RingStretches.of(TokenRange.WHOLE, whole);
        assertThat(stretches).hasSize(1);
    }
}
