package io.starlingdb.node.cql.ast;

import java.util.List;

/**
 * One condition of WHERE or IF.
 *
 * @param target what is compared
 * @param operator how
 * @param value with what; for {@link Operator#IN} a marker or a {@link Expression.TupleLiteral} of the listed values; for
 *     {@link Operator#IS_NOT_NULL} the literal null
 */
public record Relation(Target target, Operator operator, Expression value) {

    public enum Operator {
        EQ("="),
        NEQ("!="),
        LT("<"),
        LTE("<="),
        GT(">"),
        GTE(">="),
        IN("IN"),
        CONTAINS("CONTAINS"),
        CONTAINS_KEY("CONTAINS KEY"),
        LIKE("LIKE"),
        IS_NOT_NULL("IS NOT NULL");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** Whether the operator bounds a range: {@code < <= > >=}. */
        public boolean isSlice() {
            return this == LT || this == LTE || this == GT || this == GTE;
        }
    }

    public sealed interface Target {
        int at();
    }

    public record ColumnTarget(Name column) implements Target {
        @Override
        public int at() {
            return column.at();
        }
    }

    /** {@code column[key]}. */
    public record ElementTarget(Name column, Expression key) implements Target {
        @Override
        public int at() {
            return column.at();
        }
    }

    /** {@code column.field}. */
    public record FieldTarget(Name column, Name field) implements Target {
        @Override
        public int at() {
            return column.at();
        }
    }

    /** {@code token(k1, k2)}. */
    public record TokenTarget(List<Name> columns, int at) implements Target {}

    /** {@code (c1, c2)}. */
    public record TupleTarget(List<Name> columns, int at) implements Target {}

    public int at() {
        return target.at();
    }
}
