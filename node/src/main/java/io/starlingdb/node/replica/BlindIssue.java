package io.starlingdb.node.replica;

import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of which an issuer knows nothing, as its node does not hold them: its writes extend no interval. */
final class BlindIssue implements CurrentRows {
    static final BlindIssue ROWS = new BlindIssue();

    private BlindIssue() {}

    @Override
    public @Nullable Row get(RowKey key) {
        return null;
    }

    @Override
    public List<RowKey> rowsIn(Slice slice) {
        return List.of();
    }
}
