package io.starlingdb.node.data;

import io.starlingdb.kernel.TokenRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows an index is asked for.
 *
 * @param tableId the table
 * @param indexId its index
 * @param range of the rows' tokens
 * @param values any of which the rows are to have
 * @param from the key, in storage's form, at which to go on; null for the first page
 * @param keysMax how many to answer at most
 */
public record IndexQuery(
        int tableId, int indexId, TokenRange range, List<ValueRange> values, byte @Nullable [] from, int keysMax) {
    public IndexQuery {
        values = List.copyOf(values);
    }

    /** The same for a part of the tokens, going on at another place. */
    public IndexQuery part(TokenRange tokens, byte @Nullable [] start) {
        return new IndexQuery(tableId, indexId, tokens, values, start, keysMax);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexQuery that
                && tableId == that.tableId
                && indexId == that.indexId
                && range.equals(that.range)
                && values.equals(that.values)
                && Arrays.equals(from, that.from)
                && keysMax == that.keysMax;
    }

    @Override
    public int hashCode() {
        return 31 * indexId + values.hashCode();
    }

    @Override
    public String toString() {
        return "index " + indexId + " of table " + tableId + " in " + range + " for " + values
                + (from == null ? "" : " from " + HexText.of(from));
    }
}
