package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tuples and user-defined types share: fields one after the other, each with its length in four bytes, −1 for null. */
final class CompositeForm {
    private static final int NULL = -1;

    private CompositeForm() {}

    static List<byte @Nullable []> split(CompositeType type, byte[] value) {
        int size = type.fieldTypes().size();
        List<byte @Nullable []> fields = new ArrayList<>(size);
        ByteBuffer in = ByteBuffer.wrap(value);
        while (in.hasRemaining()) {
            if (fields.size() == size) {
                throw broken(type, "there is more than its " + size + " fields");
            }
            if (in.remaining() < Integer.BYTES) {
                throw broken(type, "a field's length is cut off");
            }
            int length = in.getInt();
            if (length > in.remaining()) {
                throw broken(type, "a field is cut off");
            }
            if (length < 0) {
                fields.add(null);
            } else {
                byte[] field = new byte[length];
                in.get(field);
                fields.add(field);
            }
        }
        while (fields.size() < size) {
            fields.add(null);
        }
        return fields;
    }

    static byte[] join(List<byte @Nullable []> fields, int count) {
        int size = count * Integer.BYTES;
        for (byte[] field : fields) {
            size += field == null ? 0 : field.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (int i = 0; i < count; i++) {
            byte[] field = i < fields.size() ? fields.get(i) : null;
            if (field == null) {
                out.putInt(NULL);
            } else {
                out.putInt(field.length).put(field);
            }
        }
        return out.array();
    }

    static byte[] canonical(CompositeType type, byte[] value) {
        List<byte @Nullable []> fields = split(type, value);
        for (int i = 0; i < fields.size(); i++) {
            byte[] field = fields.get(i);
            if (field != null) {
                fields.set(i, type.fieldTypes().get(i).canonical(field));
            }
        }
        byte[] canonical = type.join(fields);
        return Arrays.equals(canonical, value) ? value : canonical;
    }

    /** Field by field; a null one is less than any value. */
    static int compare(CompositeType type, byte[] left, byte[] right) {
        List<byte @Nullable []> leftFields = split(type, left);
        List<byte @Nullable []> rightFields = split(type, right);
        for (int i = 0; i < leftFields.size(); i++) {
            byte[] a = leftFields.get(i);
            byte[] b = rightFields.get(i);
            int order = a == null || b == null
                    ? Boolean.compare(a != null, b != null)
                    : type.fieldTypes().get(i).compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The fields' Java values as a list that may hold nulls. */
    static List<@Nullable Object> decode(CompositeType type, byte[] value) {
        List<byte @Nullable []> fields = split(type, value);
        List<@Nullable Object> decoded = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            byte[] field = fields.get(i);
            decoded.add(field == null ? null : type.fieldTypes().get(i).decode(field));
        }
        return decoded;
    }

    static byte @Nullable [] encode(CqlType type, @Nullable Object value) {
        return value == null ? null : type.encode(value);
    }

    static String format(CqlType type, byte @Nullable [] field) {
        return field == null ? "null" : type.format(field);
    }

    private static StarlingException broken(CompositeType type, String reason) {
        return StarlingException.invalid("these bytes are no " + type + ": " + reason);
    }
}
