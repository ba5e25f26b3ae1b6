package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.starlingdb.client.StarlingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * So many elements, none of them null: {@code vector<float, 3>}. Always one value, frozen; in JSON an array. In serialized form
 * elements of a fixed length stand one after the other, others each behind its length, as the native protocol has it.
 */
public record VectorType(CqlType element, int dimension) implements CqlType {
    /** The greatest dimension, Cassandra's. */
    public static final int DIMENSION_MAX = 8_192;

    /** Fails with {@code INVALID} when there can be no such vector. */
    public VectorType {
        if (dimension < 1 || dimension > DIMENSION_MAX) {
            throw StarlingException.invalid(
                    "vectors have between 1 and " + DIMENSION_MAX + " dimensions, not " + dimension);
        }
        if (element.isMultiCell() || element == ScalarType.COUNTER) {
            throw StarlingException.invalid(element + " is not allowed inside a vector");
        }
    }

    /** The elements of a serialized value. */
    public List<byte[]> unpack(byte[] value) {
        List<byte[]> parts = new ArrayList<>(dimension);
        int fixed = fixedLength(element);
        VectorLengths in = new VectorLengths(value);
        for (int i = 0; i < dimension; i++) {
            byte[] part = fixed > 0 ? in.take(fixed) : in.take(in.length());
            if (part == null) {
                throw broken(value.length);
            }
            parts.add(part);
        }
        if (!in.isAtEnd()) {
            throw broken(value.length);
        }
        return parts;
    }

    /** The serialized value of these elements, as many as the dimension. */
    public byte[] pack(List<byte[]> parts) {
        if (parts.size() != dimension) {
            throw StarlingException.invalid("a " + this + " has " + dimension + " elements, not " + parts.size());
        }
        boolean fixed = fixedLength(element) > 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            if (!fixed) {
                VectorLengths.write(part.length, out);
            }
            out.write(part, 0, part.length);
        }
        return out.toByteArray();
    }

    @Override
    public byte[] encode(Object value) {
        if (!(value instanceof List<?> elements)) {
            throw CollectionForm.wrongClass(this, "List", value);
        }
        return pack(CollectionForm.encodeAll(element, elements));
    }

    @Override
    public List<Object> decode(byte[] value) {
        return unpack(value).stream().map(element::decode).toList();
    }

    @Override
    public void validate(byte[] value) {
        unpack(value).forEach(element::validate);
    }

    @Override
    public byte[] canonical(byte[] value) {
        byte[] canonical = pack(unpack(value).stream().map(element::canonical).toList());
        return Arrays.equals(canonical, value) ? value : canonical;
    }

    @Override
    public int compare(byte[] left, byte[] right) {
        return CollectionForm.compare(unpack(left), element, unpack(right), element);
    }

    @Override
    public boolean isOrdered() {
        return element.isOrdered();
    }

    @Override
    public boolean isMultiCell() {
        return false;
    }

    @Override
    public String format(byte[] value) {
        return CollectionForm.format("[", unpack(value), element, "]");
    }

    @Override
    public void writeJson(byte[] value, JsonGenerator out) throws IOException {
        CollectionForm.writeArray(element, unpack(value), out);
    }

    @Override
    public byte[] readJson(JsonParser in) throws IOException {
        List<byte[]> elements = new ArrayList<>(dimension);
        CollectionForm.readArray(this, element, in, elements);
        return pack(elements);
    }

    @Override
    public String toString() {
        return "vector<" + element + ", " + dimension + ">";
    }

    /** The length of every value of a type that has one in the protocol's vectors; 0 for all others. */
    private static int fixedLength(CqlType type) {
        if (type instanceof VectorType vector) {
            return fixedLength(vector.element) * vector.dimension;
        }
        if (!(type instanceof ScalarType scalar)) {
            return 0;
        }
        return switch (scalar) {
            case BOOLEAN -> 1;
            case INT, FLOAT -> Integer.BYTES;
            case BIGINT, DOUBLE, TIMESTAMP -> Long.BYTES;
            case UUID, TIMEUUID -> 2 * Long.BYTES;
            default -> 0;
        };
    }

    private StarlingException broken(int length) {
        return StarlingException.invalid("these " + length + " bytes are no " + this + ": a length does not fit");
    }
}
