package io.starlingdb.node.cql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anything that stands for a value: in WHERE, VALUES, SET, USING, LIMIT, and as a selected column. */
public sealed interface Expression {

    /** Offset in the statement's text at which the expression begins. */
    int at();

    /** What kind of constant a {@link Literal} is; its type follows from where it stands. */
    enum LiteralKind {
        STRING,
        INTEGER,
        FLOAT,
        BOOLEAN,
        UUID,
        BLOB,
        DURATION,
        NULL
    }

    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDE("/"),
        MODULO("%");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** A constant. {@code text} is the content of a string without quotes, otherwise the spelling, with its sign. */
    record Literal(LiteralKind kind, String text, int at) implements Expression {}

    /** A place for a bound value: {@code ?} or {@code :name}. Markers are numbered from 0 in the order of the text. */
    record Marker(int index, @Nullable String name, int at) implements Expression {}

    record Column(Name name) implements Expression {
        @Override
        public int at() {
            return name.at();
        }
    }

    /** The star of {@code count(*)}. */
    record Star(int at) implements Expression {}

    record Call(@Nullable Name keyspace, Name function, List<Expression> arguments) implements Expression {
        @Override
        public int at() {
            return keyspace == null ? function.at() : keyspace.at();
        }
    }

    /** {@code CAST(value AS type)}. */
    record Cast(Expression value, TypeName type, int at) implements Expression {}

    /** {@code (type) value}: says which type a literal has where that does not follow. */
    record TypeHint(TypeName type, Expression value, int at) implements Expression {}

    /** {@code collection[key]}. */
    record Element(Expression collection, Expression key) implements Expression {
        @Override
        public int at() {
            return collection.at();
        }
    }

    /** {@code collection[from..to]}; either end may be open. */
    record Range(
            Expression collection,
            @Nullable Expression from,
            @Nullable Expression to) implements Expression {
        @Override
        public int at() {
            return collection.at();
        }
    }

    /** {@code value.field} of a user-defined type. */
    record Field(Expression value, Name name) implements Expression {
        @Override
        public int at() {
            return value.at();
        }
    }

    /** {@code -value}, where the value is no constant. */
    record Negation(Expression value, int at) implements Expression {}

    record ListLiteral(List<Expression> elements, int at) implements Expression {}

    /** {@code {a, b}}; the empty braces are a set literal that also stands for an empty map. */
    record SetLiteral(List<Expression> elements, int at) implements Expression {}

    record MapLiteral(List<Entry> entries, int at) implements Expression {}

    record Entry(Expression key, Expression value) {}

    record TupleLiteral(List<Expression> elements, int at) implements Expression {}

    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public int at() {
            return left.at();
        }
    }
}
