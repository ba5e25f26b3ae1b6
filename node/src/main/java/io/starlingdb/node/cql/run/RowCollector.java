package io.starlingdb.node.cql.run;

import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.VisibleRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of a result up to a number. */
interface RowCollector extends RowFeed.Consumer {

    /** The rows of the result, when no more are to be taken. */
    List<byte[] @Nullable []> finish(boolean atEnd);

    /** Each row for itself. */
    final class Plain implements RowCollector {
        private final Projection projection;
        private final int max;
        private final List<byte[] @Nullable []> rows = new ArrayList<>();

        Plain(Projection projection, int max) {
            this.projection = projection;
            this.max = max;
        }

        @Override
        public int wanted() {
            return max - rows.size();
        }

        @Override
        public boolean take(PartitionRows partition, @Nullable VisibleRow row) {
            if (rows.size() == max) {
                return false;
            }
            rows.add(projection.answer(projection.values(partition, row)));
            return true;
        }

        @Override
        public List<byte[] @Nullable []> finish(boolean atEnd) {
            return rows;
        }
    }
}
