package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.CompositeType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A literal of a tuple or a user-defined type of which some field is not constant; fields may be null. */
record CompositeTerm(CompositeType type, List<Term> fields) implements Term {

    /** The literal's term: a constant where all fields are. */
    static Term of(CompositeType type, List<Term> fields) {
        List<byte @Nullable []> constants = new ArrayList<>(fields.size());
        for (Term field : fields) {
            if (!(field instanceof ConstantTerm constant)) {
                return new CompositeTerm(type, fields);
            }
            constants.add(constant.value());
        }
        return new ConstantTerm(type.join(constants));
    }

    @Override
    public byte[] value(Evaluation evaluation, RowValues row) {
        List<byte @Nullable []> values = new ArrayList<>(fields.size());
        for (Term field : fields) {
            byte[] value = field.value(evaluation, row);
            if (value == Evaluation.UNSET) {
                throw StarlingException.invalid("Invalid unset value for a field of " + type);
            }
            values.add(value);
        }
        return type.join(values);
    }
}
