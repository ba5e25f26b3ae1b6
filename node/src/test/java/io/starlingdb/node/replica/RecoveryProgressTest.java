package io.starlingdb.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecoveryProgressTest {
    private static final NodeId DONE = new NodeId(0, 1);
    private static final NodeId BEGUN = new NodeId(0, 2);

    private static RecoveryProgress progress() {
        RecoveryProgress progress = new RecoveryProgress();
        progress.reached(DONE, new RecoveryProgress.Place(part(), null));
        progress.done(DONE);
        progress.reached(BEGUN, new RecoveryProgress.Place(part(), RowKey.row(100, 7, new byte[] {1}, new byte[] {2})));
        return progress;
    }

    private static RecoveryParts.Part part() {
        return new RecoveryParts.Part(100, new TokenRange(-10, 10));
    }

    @Test
    void shouldBeReadBackAsItWasStored() {
        RecoveryProgress read = RecoveryProgress.decode(progress().encode());
        assertThat(read.done()).containsExactly(DONE);
        assertThat(read.place(BEGUN)).isEqualTo(progress().place(BEGUN));
        assertThat(read.place(DONE)).isNull();
    }

    @Test
    void shouldBeginAnewWhereNothingOrNonsenseIsStored() {
        byte[] stored = progress().encode();
        assertThat(RecoveryProgress.decode(null).done()).isEmpty();
        assertThat(RecoveryProgress.decode(new byte[] {99}).done()).isEmpty();
        for (int length = 0; length < stored.length; length++) {
            RecoveryProgress.decode(Arrays.copyOf(stored, length)); // must not throw
        }
    }
}
