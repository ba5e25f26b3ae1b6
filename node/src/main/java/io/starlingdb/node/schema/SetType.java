package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Elements in their type's order, each once: {@code set<text>}. */
public record SetType(CqlType element, boolean frozen) implements CollectionType {
    /** Fails with {@code INVALID} when a set cannot hold {@code element}. */
    public SetType {
        CollectionForm.requireElement("set", element);
        CollectionForm.requireOrdered("set elements", element);
    }

    @Override
    public SetType freeze() {
        return frozen ? this : new SetType(element, true);
    }

    @Override
    public CqlType pathType() {
        return element;
    }

    /** A set's cells hold no bytes; their type is of no consequence. */
    @Override
    public CqlType valueType() {
        return ScalarType.BLOB;
    }

    @Override
    public List<byte[]> unpack(byte[] value) {
        return CollectionForm.unpack(value, 1, toString());
    }

    @Override
    public byte[] pack(List<byte[]> parts) {
        List<byte[]> sorted = CollectionForm.sorted(element, parts, 1);
        return CollectionForm.pack(sorted, sorted.size());
    }

    @Override
    public byte[] encode(Object value) {
        if (!(value instanceof Collection<?> elements)) {
            throw CollectionForm.wrongClass(this, "Set", value);
        }
        return pack(CollectionForm.encodeAll(element, elements));
    }

    @Override
    public Set<Object> decode(byte[] value) {
        Set<Object> elements = new LinkedHashSet<>();
        unpack(value).forEach(part -> elements.add(element.decode(part)));
        return Collections.unmodifiableSet(elements);
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
        return CollectionForm.format("{", unpack(value), element, "}");
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
        return CollectionForm.name("set<" + element + ">", frozen);
    }
}
