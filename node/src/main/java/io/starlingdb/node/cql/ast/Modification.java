package io.starlingdb.node.cql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A write to one table. */
public sealed interface Modification extends Statement {

    TableName table();

    Using using();

    /** What makes the write conditional. */
    Conditions conditions();

    /**
     * The {@code IF} part.
     *
     * @param at offset of {@code IF}, or −1 where there is none
     */
    record Conditions(boolean ifExists, boolean ifNotExists, List<Relation> relations, int at) {
        public static final Conditions NONE = new Conditions(false, false, List.of(), -1);

        public boolean isPresent() {
            return at >= 0;
        }
    }

    /** {@code INSERT}; columns and values have the same length, or {@code json} is given and both are empty. */
    record Insert(
            TableName table,
            List<Name> columns,
            List<Expression> values,
            @Nullable Json json,
            Conditions conditions,
            Using using)
            implements Modification {}

    /** {@code JSON value [DEFAULT NULL|UNSET]}. */
    record Json(Expression value, boolean defaultUnset) {}

    /** {@code UPDATE}. */
    record Update(
            TableName table, Using using, List<Assignment> assignments, List<Relation> where, Conditions conditions)
            implements Modification {}

    /**
     * {@code column = value}, {@code column[element] = value} or {@code column.field = value}; {@code c += x} is written out as
     * {@code c = c + x}.
     */
    record Assignment(
            Name column,
            @Nullable Expression element,
            @Nullable Name field,
            Expression value) {}

    /** {@code DELETE}; no deletions means whole rows, ranges or partitions. */
    record Delete(TableName table, Using using, List<Deletion> deletions, List<Relation> where, Conditions conditions)
            implements Modification {}

    /** A column, one element of a collection, or one field. */
    record Deletion(
            Name column,
            @Nullable Expression element,
            @Nullable Name field) {}
}
