package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type that users made with CREATE TYPE: named fields. Frozen it is one value; as the type of a column that is not frozen
 * each field is a cell of its own, whose path is the field's place in two bytes. In JSON an object.
 *
 * @param keyspace where it was made, and only there it can be used
 * @param name the name as CQL compares it
 */
public record UserType(String keyspace, String name, List<Field> fields, boolean frozen) implements CompositeType {
    /** A field: its name as CQL compares it, and its type. */
    public record Field(String name, CqlType type) {}

    public UserType {
        fields = List.copyOf(fields);
    }

    @Override
    public List<CqlType> fieldTypes() {
        return fields.stream().map(Field::type).toList();
    }

    /** The same type, frozen; so are its fields. */
    public UserType freeze() {
        return frozen ? this : new UserType(keyspace, name, fields, true);
    }

    /** The same type, not frozen. */
    public UserType thaw() {
        return frozen ? new UserType(keyspace, name, fields, false) : this;
    }

    /** The place of the field of that exact name; −1 if there is none. */
    public int indexOf(String fieldName) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(fieldName)) {
                return i;
            }
        }
        return -1;
    }

    /** The path of a field's cell where the type is not frozen. */
    public static byte[] path(int field) {
        return new byte[] {(byte) (field >>> Byte.SIZE), (byte) field};
    }

    /** The place of the field whose cell has that path. */
    public static int fieldAt(byte[] path) {
        return path.length == Short.BYTES ? (path[0] & 0xFF) << Byte.SIZE | (path[1] & 0xFF) : -1;
    }

    /** Java values: a {@link Map} by the fields' names, of which some may be absent. */
    @Override
    public byte[] encode(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw CollectionForm.wrongClass(this, "Map", value);
        }
        byte[] @Nullable [] encoded = new byte[fields.size()][];
        map.forEach((key, part) -> {
            int place = indexOf(String.valueOf(key));
            if (place < 0) {
                throw unknownField(String.valueOf(key));
            }
            encoded[place] = CompositeForm.encode(fields.get(place).type(), part);
        });
        return join(java.util.Arrays.asList(encoded));
    }

    @Override
    public Map<String, @Nullable Object> decode(byte[] value) {
        List<@Nullable Object> decoded = CompositeForm.decode(this, value);
        Map<String, @Nullable Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < decoded.size(); i++) {
            byName.put(fields.get(i).name(), decoded.get(i));
        }
        return Collections.unmodifiableMap(byName);
    }

    @Override
    public boolean isMultiCell() {
        return !frozen;
    }

    @Override
    public String format(byte[] value) {
        StringBuilder text = new StringBuilder("{");
        List<byte @Nullable []> parts = split(value);
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(TypeNames.quoted(fields.get(i).name()))
                    .append(": ")
                    .append(CompositeForm.format(fields.get(i).type(), parts.get(i)));
        }
        return text.append('}').toString();
    }

    @Override
    public void writeJson(byte[] value, JsonGenerator out) throws IOException {
        out.writeStartObject();
        List<byte @Nullable []> parts = split(value);
        for (int i = 0; i < parts.size(); i++) {
            out.writeFieldName(jsonName(fields.get(i).name()));
            byte[] part = parts.get(i);
            if (part == null) {
                out.writeNull();
            } else {
                fields.get(i).type().writeJson(part, out);
            }
        }
        out.writeEndObject();
    }

    @Override
    public byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw CollectionForm.unexpected(this, "an object", in);
        }
        byte[] @Nullable [] parts = new byte[fields.size()][];
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String given = in.currentName();
            int place = indexOf(fromJsonName(given));
            if (place < 0) {
                throw unknownField(given);
            }
            parts[place] = in.nextToken() == JsonToken.VALUE_NULL
                    ? null
                    : fields.get(place).type().readJson(in);
        }
        return join(java.util.Arrays.asList(parts));
    }

    /** Names that are not all lower case stand in quotes within JSON's names, as they would in CQL. */
    public static String jsonName(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT)) ? name : "\"" + name + "\"";
    }

    /** The name that a JSON name means. */
    public static String fromJsonName(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return CollectionForm.name(TypeNames.quoted(name), frozen);
    }

    private StarlingException unknownField(String field) {
        return StarlingException.invalid(
                "Unknown field '" + field + "' in value of user defined type " + TypeNames.quoted(name));
    }
}
