package io.starlingdb.node.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed sequence of fields, each of its own type and each possibly null: a tuple or a user-defined type. In serialized form
 * each field is a length of four bytes (−1 for null) and the value; a shorter value is one whose last fields are null.
 */
public sealed interface CompositeType extends CqlType permits TupleType, UserType {

    /** The fields' types in their order. */
    List<CqlType> fieldTypes();

    /** The fields of a serialized value, as many as the type has; null where a field is. */
    default List<byte @Nullable []> split(byte[] value) {
        return CompositeForm.split(this, value);
    }

    /** The serialized value of these fields, as many as the type has or fewer. */
    default byte[] join(List<byte @Nullable []> fields) {
        return CompositeForm.join(fields, fieldTypes().size());
    }

    @Override
    default void validate(byte[] value) {
        canonical(value);
    }

    @Override
    default byte[] canonical(byte[] value) {
        return CompositeForm.canonical(this, value);
    }

    @Override
    default int compare(byte[] left, byte[] right) {
        return CompositeForm.compare(this, left, right);
    }

    @Override
    default boolean isOrdered() {
        return fieldTypes().stream().allMatch(CqlType::isOrdered);
    }
}
