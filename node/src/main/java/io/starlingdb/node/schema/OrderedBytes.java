package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ordered form of values: comparing two of them byte by byte, unsigned, gives the type's order (the opposite one where
 * {@code descending}), and no value's form is a prefix of another's. So forms written one after the other compare as
 * tuples do, and the forms of the first columns are a bound for all rows that start with them.
 *
 * <p>Numbers have their sign bit turned, floats their negative half; texts and blobs are ended by a zero, with the bytes 0
 * and 1 escaped; UUIDs have version and time in front; a collection is a 1 before each element and a 0 at its end. A tuple
 * or user-defined type is a 1 for each null field and a 2 before each other one, without the nulls at its end, and a 0; so it
 * stays the same when fields are added to the type. A vector is its elements.
 * Descending forms are complemented. Values that compare equal share a form, which reads back as the canonical one.
 */
public final class OrderedBytes {
    private static final int MORE = 1;
    private static final int END = 0;
    private static final int NULL_FIELD = 1;
    private static final int FIELD = 2;

    private OrderedBytes() {}

    /** The ordered form of a valid value. */
    public static byte[] encode(CqlType type, byte[] value, boolean descending) {
        OrderedWriter out = new OrderedWriter();
        out.descending(descending);
        write(type, value, out);
        return out.toBytes();
    }

    /** The value of an ordered form; fails with {@code INVALID} on anything else. */
    public static byte[] decode(CqlType type, byte[] ordered, boolean descending) {
        OrderedReader in = new OrderedReader(ordered);
        in.descending(descending);
        byte[] value = read(type, in);
        if (in.hasMore()) {
            throw OrderedReader.broken();
        }
        return value;
    }

    static void write(CqlType type, byte[] value, OrderedWriter out) {
        if (type instanceof ScalarType scalar) {
            scalar.codec().writeOrdered(value, out);
            return;
        }
        if (!type.isOrdered()) {
            throw StarlingException.invalid(type + " has no order and cannot be part of a key");
        }
        if (type instanceof CompositeType composite) {
            writeFields(composite, value, out);
            return;
        }
        if (type instanceof VectorType vector) {
            vector.unpack(value).forEach(part -> write(vector.element(), part, out));
            return;
        }
        CollectionType collection = (CollectionType) type;
        List<byte[]> parts = collection.unpack(value);
        for (int i = 0; i < parts.size(); i++) {
            if (startsElement(collection, i)) {
                out.u8(MORE);
            }
            write(partType(collection, i), parts.get(i), out);
        }
        out.u8(END);
    }

    static byte[] read(CqlType type, OrderedReader in) {
        if (type instanceof ScalarType scalar) {
            return scalar.codec().readOrdered(in);
        }
        if (type instanceof CompositeType composite) {
            return readFields(composite, in);
        }
        List<byte[]> parts = new ArrayList<>();
        if (type instanceof VectorType vector) {
            for (int i = 0; i < vector.dimension(); i++) {
                parts.add(read(vector.element(), in));
            }
            return vector.pack(parts);
        }
        CollectionType collection = (CollectionType) type;
        while (!startsElement(collection, parts.size()) || hasElement(in)) {
            parts.add(read(partType(collection, parts.size()), in));
        }
        return collection.pack(parts);
    }

    private static void writeFields(CompositeType type, byte[] value, OrderedWriter out) {
        List<byte @Nullable []> fields = type.split(value);
        int last = fields.size();
        while (last > 0 && fields.get(last - 1) == null) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            byte[] field = fields.get(i);
            out.u8(field == null ? NULL_FIELD : FIELD);
            if (field != null) {
                write(type.fieldTypes().get(i), field, out);
            }
        }
        out.u8(END);
    }

    private static byte[] readFields(CompositeType type, OrderedReader in) {
        List<byte @Nullable []> fields = new ArrayList<>();
        for (int mark = in.u8(); mark != END; mark = in.u8()) {
            if (fields.size() == type.fieldTypes().size() || mark > FIELD) {
                throw OrderedReader.broken();
            }
            fields.add(mark == NULL_FIELD ? null : read(type.fieldTypes().get(fields.size()), in));
        }
        return type.join(fields);
    }

    private static boolean hasElement(OrderedReader in) {
        int mark = in.u8();
        if (mark != MORE && mark != END) {
            throw OrderedReader.broken();
        }
        return mark == MORE;
    }

    private static boolean startsElement(CollectionType collection, int part) {
        return !(collection instanceof MapType) || part % 2 == 0;
    }

    private static CqlType partType(CollectionType collection, int part) {
        if (collection instanceof MapType map) {
            return part % 2 == 0 ? map.key() : map.value();
        }
        return collection instanceof ListType list ? list.element() : collection.pathType();
    }
}
