package io.starlingdb.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PeerStartsTest {
    private static final NodeId NODE = new NodeId(0, 5);

    private final SimNode machine = new SimWorld(1).addNode();
    private final SavedState saved = machine.disk();
    private final PeerStarts starts = new PeerStarts(saved, Runnable::run, machine.boot());

    private long claim(long start, long mark) {
        return starts.claim(new StartClaim(NODE, start, mark));
    }

    @Test
    void shouldTellTheStartBefore() {
        assertThat(claim(1, 11)).isZero();
        assertThat(claim(2, 12)).isEqualTo(1);
        assertThat(claim(3, 13)).isEqualTo(2);
    }

    @Test
    void shouldTellTheSameWhenAClaimIsRepeated() {
        claim(1, 11);
        claim(2, 12);
        assertThat(claim(2, 12)).isEqualTo(1);
    }

    @Test
    void shouldTellTheHighestToAnOlderDirectoryHoweverOftenItStarts() {
        claim(7, 11);
        assertThat(claim(3, 12)).isEqualTo(7);
        assertThat(claim(4, 13)).isEqualTo(7);
        assertThat(claim(7, 14)).as("the same number in another life").isEqualTo(7);
        assertThat(claim(8, 15)).isEqualTo(7);
        assertThat(claim(9, 16)).isEqualTo(8);
    }

    @Test
    void shouldRememberAfterARestart() {
        claim(7, -1);
        saved.save("peer-starts", starts.encode());

        PeerStarts restarted = new PeerStarts(saved, Runnable::run, null);
        assertThat(restarted.claim(new StartClaim(NODE, 7, 12))).isEqualTo(7);
        assertThat(HexFormat.of().formatHex(starts.encode()))
                .isEqualTo("0101" + "00000000000000000000000000000005" + "07" + "ffffffffffffffff" + "00");
    }
}
