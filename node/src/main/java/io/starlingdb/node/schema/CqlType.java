package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A CQL type: how its values are serialized (the native protocol's form), compared (Cassandra's order), checked, and
 * written for people. A value travels as {@code byte[]}; null is never a value of a type.
 *
 * <p>Two byte arrays may be one value (a set's elements out of order, a varint with a needless leading zero).
 * {@link #canonical} makes them one; whatever is stored has passed through it.
 *
 * <p>All methods throw {@link io.starlingdb.client.StarlingException} with
 * {@link io.starlingdb.client.ErrorCode#INVALID} and a sentence that names the type when what they are given is no value
 * of it. Equality is by content: two types parsed from the same text are equal.
 */
public sealed interface CqlType permits ScalarType, CollectionType, CompositeType, VectorType {

    /** The type that {@code text} names in CQL ({@code frozen<map<text, int>>}), in any case. */
    static CqlType parse(String text) {
        return parse(text, TypeScope.NONE);
    }

    /** The same, where the text may name user-defined types. */
    static CqlType parse(String text, TypeScope scope) {
        return new TypeParser(text, scope).parse();
    }

    /** The serialized form of a Java value as {@link #decode} returns it (close relatives are accepted too). */
    byte[] encode(Object value);

    /** The Java value: see {@link ScalarType} for the classes; collections become List, Set and Map in type order,
     * tuples and vectors List, user-defined types Map by field. */
    Object decode(byte[] value);

    /** Fails unless {@code value} is a serialized value of this type. */
    void validate(byte[] value);

    /** Validates, and returns the one serialized form of this value: {@code value} itself when it is that already. */
    byte[] canonical(byte[] value);

    /** Cassandra's order of this type over two valid values. */
    int compare(byte[] left, byte[] right);

    /** Whether values of this type have an order that keys, sets and maps can use: not durations, counters, or what holds one. */
    boolean isOrdered();

    /** Whether columns of this type are stored cell by cell: collections and user-defined types that are not frozen. */
    boolean isMultiCell();

    /** The value as a CQL literal: {@code 'it''s'}, {@code 0xcafe}, {@code {'a': 1}}. */
    String format(byte[] value);

    /** Writes the value as JSON (INTERFACES 2). */
    void writeJson(byte[] value, JsonGenerator out) throws IOException;

    /**
     * Reads a value whose first token is the parser's current one, and leaves the parser at its last token.
     *
     * @throws IOException what the parser throws, for broken JSON
     */
    byte[] readJson(JsonParser in) throws IOException;

    /** The value of a whole JSON text; JSON's null is none. */
    default byte[] fromJson(String json) {
        return JsonForm.fromText(this, json, UnaryOperator.identity());
    }

    /** The JSON form as text, for messages and tests; null for null. */
    default String toJson(byte @Nullable [] value) {
        return JsonForm.toText(this, value);
    }

    /** The type in CQL: {@code frozen<map<text, int>>}. */
    @Override
    String toString();
}
