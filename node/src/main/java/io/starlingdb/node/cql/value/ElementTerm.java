package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code map[key]}, {@code set[element]} (the element if it is there), {@code list[index]}. */
record ElementTerm(Term collection, CollectionType type, Term key) implements Term {

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        byte[] whole = collection.value(evaluation, row);
        byte[] wanted = key.value(evaluation, row);
        if (whole == null || wanted == null) {
            return null;
        }
        if (wanted == Evaluation.UNSET) {
            throw StarlingException.invalid("Invalid unset value as the key of an element");
        }
        List<byte[]> parts = type.unpack(whole);
        if (type instanceof ListType) {
            int index = (Integer) ScalarType.INT.decode(wanted);
            return index < 0 || index >= parts.size() ? null : parts.get(index);
        }
        int step = type instanceof MapType ? 2 : 1;
        for (int i = 0; i < parts.size(); i += step) {
            if (type.pathType().compare(parts.get(i), wanted) == 0) {
                return parts.get(i + step - 1);
            }
        }
        return null;
    }
}
