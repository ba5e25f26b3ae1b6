package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values by key, in the keys' order: {@code map<text, int>}. In JSON an object when the keys are text, else pairs. */
public record MapType(CqlType key, CqlType value, boolean frozen) implements CollectionType {
    /** Fails with {@code INVALID} when a map cannot hold {@code key} or {@code value}. */
    public MapType {
        CollectionForm.requireElement("map", key);
        CollectionForm.requireElement("map", value);
        CollectionForm.requireOrdered("map keys", key);
    }

    @Override
    public MapType freeze() {
        return frozen ? this : new MapType(key, value, true);
    }

    @Override
    public CqlType pathType() {
        return key;
    }

    @Override
    public CqlType valueType() {
        return value;
    }

    @Override
    public List<byte[]> unpack(byte[] bytes) {
        return CollectionForm.unpack(bytes, 2, toString());
    }

    @Override
    public byte[] pack(List<byte[]> parts) {
        List<byte[]> sorted = CollectionForm.sorted(key, parts, 2);
        return CollectionForm.pack(sorted, sorted.size() / 2);
    }

    @Override
    public byte[] encode(Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            throw CollectionForm.wrongClass(this, "Map", object);
        }
        List<byte[]> parts = new ArrayList<>(map.size() * 2);
        map.forEach((k, v) -> {
            parts.add(CollectionForm.encodeOne(key, k));
            parts.add(CollectionForm.encodeOne(value, v));
        });
        return pack(parts);
    }

    @Override
    public Map<Object, Object> decode(byte[] bytes) {
        Map<Object, Object> map = new LinkedHashMap<>();
        List<byte[]> parts = unpack(bytes);
        for (int i = 0; i < parts.size(); i += 2) {
            map.put(key.decode(parts.get(i)), value.decode(parts.get(i + 1)));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public void validate(byte[] bytes) {
        List<byte[]> parts = unpack(bytes);
        for (int i = 0; i < parts.size(); i += 2) {
            key.validate(parts.get(i));
            value.validate(parts.get(i + 1));
        }
    }

    @Override
    public byte[] canonical(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>(unpack(bytes));
        for (int i = 0; i < parts.size(); i += 2) {
            parts.set(i, key.canonical(parts.get(i)));
            parts.set(i + 1, value.canonical(parts.get(i + 1)));
        }
        return CollectionForm.canonical(this, bytes, parts);
    }

    @Override
    public int compare(byte[] left, byte[] right) {
        return CollectionForm.compare(unpack(left), key, unpack(right), value);
    }

    @Override
    public boolean isOrdered() {
        return key.isOrdered() && value.isOrdered();
    }

    @Override
    public String format(byte[] bytes) {
        StringBuilder text = new StringBuilder("{");
        List<byte[]> parts = unpack(bytes);
        for (int i = 0; i < parts.size(); i += 2) {
            text.append(i == 0 ? "" : ", ")
                    .append(key.format(parts.get(i)))
                    .append(": ")
                    .append(value.format(parts.get(i + 1)));
        }
        return text.append('}').toString();
    }

    @Override
    public void writeJson(byte[] bytes, JsonGenerator out) throws IOException {
        List<byte[]> parts = unpack(bytes);
        boolean asObject = hasTextKeys();
        if (asObject) {
            out.writeStartObject();
        } else {
            out.writeStartArray();
        }
        for (int i = 0; i < parts.size(); i += 2) {
            if (asObject) {
                out.writeFieldName(new String(parts.get(i), StandardCharsets.UTF_8));
                value.writeJson(parts.get(i + 1), out);
            } else {
                out.writeStartArray();
                key.writeJson(parts.get(i), out);
                value.writeJson(parts.get(i + 1), out);
                out.writeEndArray();
            }
        }
        if (asObject) {
            out.writeEndObject();
        } else {
            out.writeEndArray();
        }
    }

    /** Takes both forms; an object's names are the keys' text. */
    @Override
    public byte[] readJson(JsonParser in) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        if (in.currentToken() == JsonToken.START_OBJECT && key instanceof ScalarType scalar) {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                parts.add(scalar.parseText(in.currentName()));
                in.nextToken();
                parts.add(CollectionForm.readPart(this, value, in));
            }
        } else if (in.currentToken() == JsonToken.START_ARRAY) {
            readPairs(in, parts);
        } else {
            throw CollectionForm.unexpected(this, hasTextKeys() ? "an object" : "an array of pairs", in);
        }
        return pack(parts);
    }

    @Override
    public String toString() {
        return CollectionForm.name("map<" + key + ", " + value + ">", frozen);
    }

    private boolean hasTextKeys() {
        return key == ScalarType.TEXT || key == ScalarType.ASCII;
    }

    private void readPairs(JsonParser in, List<byte[]> parts) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw CollectionForm.unexpected(this, "an array of pairs", in);
            }
            in.nextToken();
            parts.add(CollectionForm.readPart(this, key, in));
            in.nextToken();
            parts.add(CollectionForm.readPart(this, value, in));
            if (in.nextToken() != JsonToken.END_ARRAY) {
                throw CollectionForm.unexpected(this, "an array of pairs", in);
            }
        }
    }
}
