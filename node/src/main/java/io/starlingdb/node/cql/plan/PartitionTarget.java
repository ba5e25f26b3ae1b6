package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which partitions: those of certain keys, or those of a range of tokens. */
public sealed interface PartitionTarget {

    /**
     * One {@link ValueList} for each column of the partition key.
     *
     * @param within only keys whose token is in this range
     */
    record OfKeys(TableSchema table, List<ValueList> columns, OfTokens within) implements PartitionTarget {

        /** How many partitions one statement may name. */
        static final int KEYS_MAX = 10_000;

        public boolean isSingle() {
            return columns.stream().allMatch(ValueList::isSingle);
        }

        /** The keys in routing form, in the order of the columns' types. */
        public List<byte[]> keys(Evaluation evaluation) {
            List<List<byte[]>> combinations = List.of(List.of());
            for (ValueList column : columns) {
                List<byte[]> values = column.values(evaluation);
                if ((long) combinations.size() * values.size() > KEYS_MAX) {
                    throw StarlingException.invalid("The IN restrictions name more than " + KEYS_MAX + " partitions");
                }
                List<List<byte[]>> longer = new ArrayList<>(combinations.size() * values.size());
                for (List<byte[]> combination : combinations) {
                    for (byte[] value : values) {
                        List<byte[]> components = new ArrayList<>(combination);
                        components.add(value);
                        longer.add(components);
                    }
                }
                combinations = longer;
            }
            List<byte[]> keys = new ArrayList<>(combinations.size());
            TokenRange range = within.isAll() ? null : within.range(evaluation);
            if (!within.isAll() && range == null) {
                return keys;
            }
            for (List<byte[]> components : combinations) {
                byte[] key = Keys.partitionKey(table, components);
                if (range == null || range.contains(Partitioner.token(key))) {
                    keys.add(key);
                }
            }
            return keys;
        }
    }

    /** The bounds of {@code token(…)}; null where there is none. */
    record OfTokens(
            @Nullable KeyTerm lower,
            boolean lowerInclusive,
            @Nullable KeyTerm upper,
            boolean upperInclusive) implements PartitionTarget {

        static final OfTokens ALL = new OfTokens(null, false, null, false);

        boolean isAll() {
            return lower == null && upper == null;
        }

        /** The range {@code (start, end]}; null if no token is in it. */
        public @Nullable TokenRange range(Evaluation evaluation) {
            // No key has the least token (the partitioner never gives it), so it can stand for "from the beginning".
            long start = lower == null ? Long.MIN_VALUE : token(lower, evaluation);
            long end = upper == null ? Long.MAX_VALUE : token(upper, evaluation);
            if (lower != null && lowerInclusive && start != Long.MIN_VALUE) {
                start--;
            }
            if (upper != null && !upperInclusive) {
                if (end == Long.MIN_VALUE) {
                    return null;
                }
                end--;
            }
            return start >= end ? null : new TokenRange(start, end);
        }

        private static long token(KeyTerm term, Evaluation evaluation) {
            return (Long) ScalarType.BIGINT.decode(term.value(evaluation));
        }
    }
}
