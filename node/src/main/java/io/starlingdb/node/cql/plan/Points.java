package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.TupleType;
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

    /** {@code (c1, c2) IN ?}. */
    record OfTupleList(List<ColumnSchema> columns, Term list, ListType type) implements Points {
        @Override
        public List<List<byte[]>> tuples(Evaluation evaluation) {
            byte[] packed = list.value(evaluation);
            if (packed == null || packed == Evaluation.UNSET) {
                throw StarlingException.invalid("Invalid " + (packed == null ? "null" : "unset") + " value for IN");
            }
            List<List<byte[]>> tuples = new ArrayList<>();
            for (byte[] tuple : type.unpack(packed)) {
                List<byte[]> values = new ArrayList<>(columns.size());
                for (byte[] value : ((TupleType) type.element()).split(tuple)) {
                    if (value == null) {
                        throw StarlingException.invalid("Invalid null value in condition for column "
                                + columns.get(values.size()).name());
                    }
                    values.add(value);
                }
                tuples.add(values);
            }
            return tuples;
        }

        @Override
        public int width() {
            return columns.size();
        }

        @Override
        public boolean isSingle() {
            return false;
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
