package io.starlingdb.node.cql.run;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.VisibleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of a result up to a number. */
interface RowCollector extends RowFeed.Consumer {

    /** The rows of the result, when no more are to be taken. */
    List<byte[] @Nullable []> finish(boolean atEnd);

    /**
     * Each row for itself: up to a number of rows, and up to so many bytes, which end a page early but never before its first row.
     */
    final class Plain implements RowCollector {
        /** What a page may take, about, whatever its rows are like. */
        static final int PAGE_BYTES_MAX = 1 << 20;

        /** What a result may take whose client wants all of it at once. */
        static final int WHOLE_BYTES_MAX = 32 << 20;

        /** What a value takes beside its bytes. */
        private static final int VALUE_BYTES = 16;

        private final Projection projection;
        private final int max;
        private final boolean inPages;
        private long bytes;
        private final List<byte[] @Nullable []> rows = new ArrayList<>();

        /** @param inPages whether the client reads on; otherwise a result that is too large fails */
        Plain(Projection projection, int max, boolean inPages) {
            this.projection = projection;
            this.max = max;
            this.inPages = inPages;
        }

        @Override
        public int wanted() {
            return isFull() ? 0 : max - rows.size();
        }

        @Override
        public boolean take(PartitionRows partition, @Nullable VisibleRow row) {
            if (rows.size() == max || isFull()) {
                return false;
            }
            byte[] @Nullable [] values = projection.answer(projection.values(partition, row));
            rows.add(values);
            for (byte[] value : values) {
                bytes += VALUE_BYTES + (value == null ? 0 : value.length);
            }
            if (!inPages && bytes > WHOLE_BYTES_MAX) {
                throw new StarlingException(
                        ErrorCode.TOO_LARGE,
                        "The result takes more than " + WHOLE_BYTES_MAX + " bytes: read it in pages",
                        Map.of("limit_bytes", (long) WHOLE_BYTES_MAX));
            }
            return true;
        }

        private boolean isFull() {
            return inPages && bytes >= PAGE_BYTES_MAX;
        }

        @Override
        public List<byte[] @Nullable []> finish(boolean atEnd) {
            return rows;
        }
    }
}
