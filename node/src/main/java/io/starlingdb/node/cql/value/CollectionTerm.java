package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A literal of a collection or vector of which some part is not constant. Parts are elements, or keys and values by turns. */
record CollectionTerm(Packing packing, List<Term> parts) implements Term {

    /** Makes one value of the parts'. */
    interface Packing {
        byte[] pack(List<byte[]> parts);
    }

    /** The literal's term: a constant where all parts are. */
    static Term of(Packing packing, List<Term> parts) {
        List<byte[]> constants = new ArrayList<>(parts.size());
        for (Term part : parts) {
            if (!(part instanceof ConstantTerm constant)) {
                return new CollectionTerm(packing, parts);
            }
            constants.add(element(constant.value()));
        }
        return new ConstantTerm(packing.pack(constants));
    }

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        List<byte[]> values = new ArrayList<>(parts.size());
        for (Term part : parts) {
            values.add(element(part.value(evaluation, row)));
        }
        return packing.pack(values);
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
