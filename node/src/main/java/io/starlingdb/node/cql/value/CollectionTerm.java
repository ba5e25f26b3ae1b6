package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.CollectionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A collection literal of which some part is not constant. Parts are elements, or keys and values by turns. */
record CollectionTerm(CollectionType type, List<Term> parts) implements Term {

    /** The literal's term: a constant where all parts are. */
    static Term of(CollectionType type, List<Term> parts) {
        List<byte[]> constants = new ArrayList<>(parts.size());
        for (Term part : parts) {
            if (!(part instanceof ConstantTerm constant)) {
                return new CollectionTerm(type, parts);
            }
            constants.add(element(constant.value()));
        }
        return new ConstantTerm(type.pack(constants));
    }

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        List<byte[]> values = new ArrayList<>(parts.size());
        for (Term part : parts) {
            values.add(element(part.value(evaluation, row)));
        }
        return type.pack(values);
    }

    private static byte[] element(byte @Nullable [] value) {
        if (value == null) {
            throw StarlingException.invalid("null is not supported inside collections");
        }
        if (value == Evaluation.UNSET) {
            throw StarlingException.invalid("unset value is not supported inside collections");
        }
        return value;
    }
}
