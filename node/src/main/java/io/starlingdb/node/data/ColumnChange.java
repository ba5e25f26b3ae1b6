package io.starlingdb.node.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a mutation does to one column, or to one element of a collection column.
 *
 * @param columnId the column
 * @param op what to do
 * @param path the element ({@link Op#SET}, {@link Op#DELETE} on a collection); for {@link Op#LIST_SET_AT} and
 *     {@link Op#LIST_DELETE_AT} the index as four bytes; null where the whole column is meant
 * @param value the serialized value; for {@link Op#COUNTER_ADD} eight bytes; null where there is none
 */
public record ColumnChange(int columnId, Op op, byte @Nullable [] path, byte @Nullable [] value) {

    /** What a change does. The codes travel and never change. */
    public enum Op {
        /** Sets the column, or the element at the path. */
        SET(1),
        /** Deletes the column's value, or the element at the path. */
        DELETE(2),
        /** Deletes all elements of the collection. */
        DELETE_COLLECTION(3),
        /** Deletes all elements, before those that the same change of the row sets: the collection is replaced. */
        REPLACE_COLLECTION(4),
        /** Adds to a counter. */
        COUNTER_ADD(5),
        /** Adds one element at a list's end. */
        LIST_APPEND(6),
        /** Adds one element in front of a list. */
        LIST_PREPEND(7),
        /** Sets the list's element at an index; fails with {@code INVALID} where there is none. */
        LIST_SET_AT(8),
        /** Deletes the list's element at an index; fails with {@code INVALID} where there is none. */
        LIST_DELETE_AT(9),
        /** Deletes all elements of a list that equal the value. */
        LIST_REMOVE(10);

        private final int code;

        Op(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static @Nullable Op ofCode(int code) {
            for (Op op : values()) {
                if (op.code == code) {
                    return op;
                }
            }
            return null;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnChange that
                && columnId == that.columnId
                && op == that.op
                && Arrays.equals(path, that.path)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * columnId + op.code()) + Arrays.hashCode(path)) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return op + " c" + columnId + (path == null ? "" : "[" + HexText.of(path) + "]")
                + (value == null ? "" : " = " + HexText.of(value));
    }
}
