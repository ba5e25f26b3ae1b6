package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.schema.ColumnSchema;
import java.util.ArrayList;
import java.util.List;

/** What a column is compared with; neither null nor unset will do. */
public record KeyTerm(ColumnSchema column, Term term) {

    public byte[] value(Evaluation evaluation) {
        byte[] value = term.value(evaluation);
        if (value == null || value == Evaluation.UNSET) {
            throw StarlingException.invalid("Invalid " + (value == null ? "null" : "unset")
                    + " value in condition for column " + column.name());
        }
        return value;
    }

    public static List<byte[]> values(List<KeyTerm> terms, Evaluation evaluation) {
        List<byte[]> values = new ArrayList<>(terms.size());
        for (KeyTerm term : terms) {
            values.add(term.value(evaluation));
        }
        return values;
    }
}
