package io.starlingdb.node.cql.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function's result over its arguments' values. */
record CallTerm(ScalarFunction function, List<Term> arguments) implements Term {

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        byte[][] values = new byte[arguments.size()][];
        for (int i = 0; i < values.length; i++) {
            byte[] value = arguments.get(i).value(evaluation, row);
            if (value == Evaluation.UNSET) {
                return Evaluation.UNSET;
            }
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return function.body().apply(evaluation, values);
    }
}
