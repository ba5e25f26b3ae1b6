package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Elements in the writer's order, duplicates included: {@code list<int>}. */
public record ListType(CqlType element, boolean frozen) implements CollectionType {
    /** Fails with {@code INVALID} when a list cannot hold {@code element}. */
    public ListType {
        CollectionForm.requireElement("list", element);
    }

    @Override
    public ListType freeze() {
        return frozen ? this : new ListType(element, true);
    }

    @Override
    public CqlType pathType() {
        return ScalarType.TIMEUUID;
    }

    @Override
    public CqlType valueType() {
        return element;
    }

    @Override
    public List<byte[]> unpack(byte[] value) {
        return CollectionForm.unpack(value, 1, toString());
    }

    @Override
    public byte[] pack(List<byte[]> parts) {
        return CollectionForm.pack(parts, parts.size());
    }

    @Override
    public byte[] encode(Object value) {
        if (!(value instanceof Collection<?> elements)) {
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
        return CollectionForm.canonical(
                this, value, unpack(value).stream().map(element::canonical).toList());
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
    public String format(byte[] value) {
        return CollectionForm.format("[", unpack(value), element, "]");
    }

    @Override
    public void writeJson(byte[] value, JsonGenerator out) throws IOException {
        CollectionForm.writeArray(element, unpack(value), out);
    }

    @Override
    public byte[] readJson(JsonParser in) throws IOException {
        List<byte[]> elements = new ArrayList<>();
        CollectionForm.readArray(this, element, in, elements);
        return pack(elements);
    }

    @Override
    public String toString() {
        return CollectionForm.name("list<" + element + ">", frozen);
    }
}
