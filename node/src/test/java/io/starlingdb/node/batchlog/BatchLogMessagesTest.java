package io.starlingdb.node.batchlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.LoggedBatch;
import io.starlingdb.node.coordinator.LoggedBatch.BatchId;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.MessageForms;
import io.starlingdb.node.version.Dot;
import io.starlingdb.wire.WireException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchLogMessagesTest {
    private static final BatchId ID = new BatchId(4, 1_000_001);

    private final MessageForms forms = new MessageForms(BatchLogMessages::register);

    private static Delta delta(int key, Dot dot) {
        RowKey row = RowKey.row(3, 77L * key, new byte[] {1, (byte) key}, new byte[] {9});
        return new Delta(dot, dot.stamp() - 1, List.of(new RowDelta(row, dot, Row.EMPTY)));
    }

    private static LoggedBatch batch() {
        return new LoggedBatch(
                ID, new NodeId(5, 6), List.of(delta(1, new Dot(4, 1_000_001)), delta(2, new Dot(5, 900_000))));
    }

    @Test
    void shouldKeepTheirForms() {
        forms.check("batchlog/store", new StoreBatch(batch()), StoreBatch.class);
        forms.check("batchlog/forget", new ForgetBatch(ID), ForgetBatch.class);
    }

    @Test
    void shouldKnowAStoredBatchThatIsCutShort() {
        byte[] stored = BatchCodec.encode(batch());
        assertThat(BatchCodec.decode(stored)).isEqualTo(batch());
        assertThat(batch().lowestStamp()).isEqualTo(900_000);
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> BatchCodec.decode(cut)).isInstanceOf(WireException.class);
        }
    }
}
