package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** Clustering columns that are restricted to values: one column, or several together. */
public sealed interface Points {

    /** The values of the columns, as many in each element as {@link #width}. */
    List<List<byte[]>> tuples(Evaluation evaluation);

    /** How many columns. */
    int width();

    /** Whether there is exactly one tuple. */
    boolean isSingle();

    record OfColumn(ValueList values) implements Points {
        @Override
        public List<List<byte[]>> tuples(Evaluation evaluation) {
            List<byte[]> given = values.values(evaluation);
            List<List<byte[]>> tuples = new ArrayList<>(given.size());
            for (byte[] value : given) {
                tuples.add(List.of(value));
            }
            return tuples;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean isSingle() {
            return values.isSingle();
        }
    }

    /** {@code (c1, c2) = (…)} and {@code (c1, c2) IN (…)}. */
    record OfTuple(int width, List<List<KeyTerm>> terms) implements Points {
        @Override
        public List<List<byte[]>> tuples(Evaluation evaluation) {
            List<List<byte[]>> tuples = new ArrayList<>(terms.size());
            for (List<KeyTerm> tuple : terms) {
                tuples.add(KeyTerm.values(tuple, evaluation));
            }
            return tuples;
        }

        @Override
        public boolean isSingle() {
            return terms.size() == 1;
        }
    }
}
