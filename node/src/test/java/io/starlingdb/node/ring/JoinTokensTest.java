package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Ownership as nodes come and go; {@code scripts/ownership} prints the tables. */
class JoinTokensTest {
    /** The default build stops earlier: the search takes longer with each node. */
    private static final boolean FULL = Boolean.getBoolean("starling.full");

    @Test
    void shouldKeepSharesEvenAsNodesJoinOneByOneAndMakeThemEvenAgainAfterSomeAreRemoved() {
        Growth growth = new Growth(number -> "dc/r", 3);
        while (growth.size() < (FULL ? 100 : 25)) {
            growth.add();
        }
        assertThat(growth.worst()).isLessThanOrEqualTo(1.10);
        growth.removeSome(growth.size() / 10, 1);
        growth.rebalance();
        assertThat(growth.spread()).isLessThanOrEqualTo(1.10);
    }

    @Test
    void shouldKeepSharesWithinRacksEvenAsNodesJoinTwoDatacentersOfThreeRacks() {
        Growth growth = new Growth(number -> "dc" + number % 2 + "/rack" + number / 2 % 3, 6);
        while (growth.size() < (FULL ? 100 : 24)) {
            growth.add();
        }
        assertThat(growth.worst()).isLessThanOrEqualTo(1.10);
    }

    @Test
    void shouldLetADatacenterJoinThatHadNoMemberYet() {
        Growth growth = new Growth(number -> number < 3 ? "dc/r" : "new/r", 3);
        while (growth.size() < 9) {
            growth.add();
        }
        List<Long> tokens = growth.members().stream()
                .flatMap(member -> member.tokens().stream())
                .toList();
        assertThat(tokens).doesNotHaveDuplicates().hasSize(9 * TokenAllocator.TOKENS_PER_NODE);
        assertThat(growth.worst()).isLessThanOrEqualTo(1.10);
    }

    @Test
    void shouldKeepSharesEvenFromTheFirstNodeOn() {
        Growth growth = new Growth(number -> "dc/r", 1);
        while (growth.size() < 8) {
            growth.add();
        }
        assertThat(growth.worst()).isLessThanOrEqualTo(1.10);
    }

    @Test
    void shouldChooseTheSameTokensForTheSameMembers() {
        Growth one = new Growth(number -> "dc/r", 3);
        Growth other = new Growth(number -> "dc/r", 3);
        for (int joins = 0; joins < 3; joins++) {
            assertThat(one.add()).isEqualTo(other.add());
        }
        assertThat(one.members()).isEqualTo(other.members());
    }

    @Test
    void shouldAskOfNodesWhatTheRuleOfRacksAllows() {
        assertThat(FairShares.of(new int[] {0, 0, 0, 0}, new int[] {16, 16, 16, 48}, 2))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0, 1}, within(1e-9));
        assertThat(FairShares.of(new int[] {0, 0, 1, 2}, new int[] {16, 16, 16, 16}, 3))
                .as("each of three racks holds one copy")
                .containsExactly(new double[] {0.5, 0.5, 1, 1}, within(1e-9));
        double[] fewRacks = FairShares.of(new int[] {0, 0, 0, 1}, new int[] {16, 16, 16, 16}, 3);
        assertThat(fewRacks[3]).as("a rack of one node holds one copy at most").isCloseTo(1, within(1e-9));
        assertThat(DoubleStream.of(fewRacks).sum()).isCloseTo(3, within(1e-9));
    }
}
