package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields without names: {@code tuple<int, text>}. Always one value, frozen; in JSON an array. */
public record TupleType(List<CqlType> fieldTypes) implements CompositeType {
    /** Fails with {@code INVALID} when a tuple cannot hold one of the fields. */
    public TupleType {
        fieldTypes = List.copyOf(fieldTypes);
        for (CqlType field : fieldTypes) {
            if (field == ScalarType.COUNTER) {
                throw StarlingException.invalid("counters are not allowed inside a tuple");
            }
        }
    }

    /** Java values: a {@link List} that may hold nulls. */
    @Override
    public byte[] encode(Object value) {
        if (!(value instanceof List<?> fields) || fields.size() > fieldTypes.size()) {
            throw CollectionForm.wrongClass(this, "List of up to " + fieldTypes.size(), value);
        }
        List<byte @Nullable []> encoded = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            encoded.add(CompositeForm.encode(fieldTypes.get(i), fields.get(i)));
        }
        return join(encoded);
    }

    @Override
    public List<@Nullable Object> decode(byte[] value) {
        return CompositeForm.decode(this, value);
    }

    @Override
    public boolean isMultiCell() {
        return false;
    }

    @Override
    public String format(byte[] value) {
        StringBuilder text = new StringBuilder("(");
        List<byte @Nullable []> fields = split(value);
        for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(CompositeForm.format(fieldTypes.get(i), fields.get(i)));
        }
        return text.append(')').toString();
    }

    @Override
    public void writeJson(byte[] value, JsonGenerator out) throws IOException {
        out.writeStartArray();
        List<byte @Nullable []> fields = split(value);
        for (int i = 0; i < fields.size(); i++) {
            byte[] field = fields.get(i);
            if (field == null) {
                out.writeNull();
            } else {
                fieldTypes.get(i).writeJson(field, out);
            }
        }
        out.writeEndArray();
    }

    @Override
    public byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw CollectionForm.unexpected(this, "an array", in);
        }
        List<byte @Nullable []> fields = new ArrayList<>(fieldTypes.size());
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (fields.size() == fieldTypes.size()) {
                throw StarlingException.invalid(
                        "Expected " + fieldTypes.size() + " elements in JSON for " + this + ", but there are more");
            }
            fields.add(
                    in.currentToken() == JsonToken.VALUE_NULL
                            ? null
                            : fieldTypes.get(fields.size()).readJson(in));
        }
        return join(fields);
    }

    @Override
    public String toString() {
        return "frozen<tuple<"
                + String.join(", ", fieldTypes.stream().map(CqlType::toString).toList()) + ">>";
    }
}
