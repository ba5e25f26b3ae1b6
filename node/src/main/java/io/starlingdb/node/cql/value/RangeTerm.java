package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.MapType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code set[from..to]} and {@code map[from..to]}: the elements between two bounds, both included; null if there are none. */
record RangeTerm(
        Term collection,
        CollectionType type,
        @Nullable Term from,
        @Nullable Term to) implements Term {

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        byte[] whole = collection.value(evaluation, row);
        byte[] lower = bound(from, evaluation, row);
        byte[] upper = bound(to, evaluation, row);
        if (whole == null) {
            return null;
        }
        List<byte[]> parts = type.unpack(whole);
        List<byte[]> inside = new ArrayList<>();
        int step = type instanceof MapType ? 2 : 1;
        for (int i = 0; i < parts.size(); i += step) {
            boolean above = lower == null || type.pathType().compare(parts.get(i), lower) >= 0;
            boolean below = upper == null || type.pathType().compare(parts.get(i), upper) <= 0;
            if (above && below) {
                inside.addAll(parts.subList(i, i + step));
            }
        }
        return inside.isEmpty() ? null : type.pack(inside);
    }

    private static byte @Nullable [] bound(@Nullable Term term, Evaluation evaluation, RowValues row) {
        byte[] value = term == null ? null : term.value(evaluation, row);
        if (value == Evaluation.UNSET) {
            return null;
        }
        if (term != null && value == null) {
            throw StarlingException.invalid("Invalid null value for the slice of a collection");
        }
        return value;
    }
}
