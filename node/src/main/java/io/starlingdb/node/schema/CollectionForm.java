package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists, sets and maps share: a count of four bytes, then parts, each with its length in four bytes. */
final class CollectionForm {
    private CollectionForm() {}

    static void requireElement(String kind, CqlType element) {
        if (element.isMultiCell()) {
            throw StarlingException.invalid("Non-frozen " + (element instanceof UserType ? "UDTs" : "collections")
                    + " are not allowed inside collections: write frozen<" + element + "> inside the " + kind);
        }
        if (element == ScalarType.COUNTER) {
            throw StarlingException.invalid("counters are not allowed inside a " + kind);
        }
    }

    static void requireOrdered(String place, CqlType element) {
        if (!element.isOrdered()) {
            throw StarlingException.invalid(element + " has no order, so it is not allowed as " + place);
        }
    }

    static List<byte[]> unpack(byte[] value, int partsEach, String typeName) {
        ByteBuffer in = ByteBuffer.wrap(value);
        if (value.length < Integer.BYTES) {
            throw broken(typeName);
        }
        long count = (long) in.getInt() * partsEach;
        if (count < 0 || count > in.remaining() / Integer.BYTES) {
            throw broken(typeName);
        }
        List<byte[]> parts = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            if (in.remaining() < Integer.BYTES) {
                throw broken(typeName);
            }
            int length = in.getInt();
            if (length < 0) {
                throw nullInside(typeName);
            }
            if (length > in.remaining()) {
                throw broken(typeName);
            }
            byte[] part = new byte[length];
            in.get(part);
            parts.add(part);
        }
        if (in.hasRemaining()) {
            throw broken(typeName);
        }
        return parts;
    }

    static byte[] pack(List<byte[]> parts, int count) {
        int size = Integer.BYTES;
        for (byte[] part : parts) {
            size += Integer.BYTES + part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).putInt(count);
        for (byte[] part : parts) {
            out.putInt(part.length).put(part);
        }
        return out.array();
    }

    /** Groups of parts by the first of each, in its type's order; of equal ones the last stays. */
    static List<byte[]> sorted(CqlType first, List<byte[]> parts, int partsEach) {
        if (isSorted(first, parts, partsEach)) {
            return parts;
        }
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += partsEach) {
            starts.add(i);
        }
        starts.sort((left, right) -> first.compare(parts.get(left), parts.get(right)));
        List<byte[]> sorted = new ArrayList<>(parts.size());
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            boolean replaced =
                    i + 1 < starts.size() && first.compare(parts.get(start), parts.get(starts.get(i + 1))) == 0;
            if (!replaced) {
                sorted.addAll(parts.subList(start, start + partsEach));
            }
        }
        return sorted;
    }

    static byte[] canonical(CollectionType type, byte[] value, List<byte[]> canonicalParts) {
        byte[] canonical = type.pack(canonicalParts);
        return Arrays.equals(canonical, value) ? value : canonical;
    }

    /** Part by part, {@code even} and {@code odd} ones by their types; then the shorter first. */
    static int compare(List<byte[]> left, CqlType even, List<byte[]> right, CqlType odd) {
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            int order = (i % 2 == 0 ? even : odd).compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    static List<byte[]> encodeAll(CqlType element, Collection<?> values) {
        List<byte[]> parts = new ArrayList<>(values.size());
        for (Object value : values) {
            parts.add(encodeOne(element, value));
        }
        return parts;
    }

    static byte[] encodeOne(CqlType type, @Nullable Object value) {
        if (value == null) {
            throw nullInside("a collection");
        }
        return type.encode(value);
    }

    static String format(String open, List<byte[]> parts, CqlType element, String close) {
        StringBuilder text = new StringBuilder(open);
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(element.format(parts.get(i)));
        }
        return text.append(close).toString();
    }

    static void writeArray(CqlType element, List<byte[]> parts, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (byte[] part : parts) {
            element.writeJson(part, out);
        }
        out.writeEndArray();
    }

    static void readArray(CqlType type, CqlType element, JsonParser in, List<byte[]> into) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw unexpected(type, "an array", in);
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            into.add(readPart(type, element, in));
        }
    }

    static byte[] readPart(CqlType type, CqlType part, JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            throw nullInside(type.toString());
        }
        return part.readJson(in);
    }

    static String name(String plain, boolean frozen) {
        return frozen ? "frozen<" + plain + ">" : plain;
    }

    static StarlingException unexpected(CqlType type, String wanted, JsonParser in) throws IOException {
        return StarlingException.invalid(type + " in JSON is " + wanted + ", not " + JsonForm.describe(in));
    }

    static StarlingException wrongClass(CqlType type, String wanted, Object value) {
        return StarlingException.invalid(
                type + " is a Java " + wanted + ", not a " + value.getClass().getSimpleName());
    }

    private static boolean isSorted(CqlType first, List<byte[]> parts, int partsEach) {
        for (int i = partsEach; i < parts.size(); i += partsEach) {
            if (first.compare(parts.get(i - partsEach), parts.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static StarlingException nullInside(String typeName) {
        return StarlingException.invalid("null is not allowed inside " + typeName);
    }

    private static StarlingException broken(String typeName) {
        return StarlingException.invalid("these bytes are no " + typeName + ": a count or length does not fit");
    }
}
