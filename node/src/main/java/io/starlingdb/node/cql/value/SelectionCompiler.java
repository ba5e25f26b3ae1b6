package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Source;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Compiles what SELECT selects: expressions over a row, and aggregates of them. */
public final class SelectionCompiler {
    private static final Set<Expression.Operator> ALL = EnumSet.allOf(Expression.Operator.class);
    private static final Set<Expression.Operator> SUMS =
            EnumSet.of(Expression.Operator.PLUS, Expression.Operator.MINUS);
    private static final Set<Expression.Operator> NONE = EnumSet.noneOf(Expression.Operator.class);

    private final Source source;
    private final TermCompiler terms;

    public SelectionCompiler(Source source, TermCompiler terms) {
        this.source = source;
        this.terms = terms;
    }

    public SelectedTerm compile(Expression expression) {
        if (expression instanceof Expression.Call call
                && Aggregates.isAggregate(call.function().text())) {
            return aggregate(call);
        }
        TypedTerm typed = terms.infer(expression);
        return new SelectedTerm(
                typed.term(), typed.type(), null, typed.term() instanceof ColumnTerm column ? column.column() : null);
    }

    private SelectedTerm aggregate(Expression.Call call) {
        String name = call.function().text();
        if (call.arguments().size() != 1) {
            throw source.invalid(call.at(), "The aggregate function " + name + " takes one argument");
        }
        Expression argument = call.arguments().get(0);
        boolean countsRows =
                name.equals("count") && (argument instanceof Expression.Star || argument instanceof Expression.Literal);
        if (countsRows) {
            AggregateFunction count = Aggregates.count(true);
            return new SelectedTerm(ConstantTerm.NULL, count.result(), count, null);
        }
        if (argument instanceof Expression.Star) {
            throw source.invalid(argument.at(), "Only count takes a star");
        }
        TypedTerm value = terms.infer(argument);
        AggregateFunction function = Aggregates.find(name, value.type());
        if (function == null) {
            throw source.invalid(
                    call.at(),
                    "Invalid call to function " + name + ": it does not take values of type " + value.type());
        }
        return new SelectedTerm(value.term(), function.result(), function, null);
    }

    /** The name of the result's column, as Cassandra builds it. */
    public static String name(Expression expression, String text) {
        if (expression instanceof Expression.Column column) {
            return column.name().text();
        }
        if (expression instanceof Expression.Call call) {
            String function = call.function().text();
            boolean countsRows = function.equals("count")
                    && (call.arguments().get(0) instanceof Expression.Star
                            || call.arguments().get(0) instanceof Expression.Literal);
            if (countsRows) {
                return "count";
            }
            String arguments = call.arguments().stream()
                    .map(argument -> name(argument, argumentText(argument)))
                    .collect(Collectors.joining(", "));
            boolean plain = function.equals("writetime") || function.equals("ttl") || function.equals("maxwritetime");
            return (plain ? "" : "system.") + function + "(" + arguments + ")";
        }
        if (expression instanceof Expression.Cast cast) {
            return "cast(" + name(cast.value(), argumentText(cast.value())) + " as "
                    + cast.type().text().toLowerCase(Locale.ROOT) + ")";
        }
        if (expression instanceof Expression.Element element) {
            return name(element.collection(), "") + "[" + argumentText(element.key()) + "]";
        }
        if (expression instanceof Expression.Range range) {
            Expression from = range.from();
            Expression to = range.to();
            return name(range.collection(), "") + "[" + (from == null ? "" : argumentText(from)) + ".."
                    + (to == null ? "" : argumentText(to)) + "]";
        }
        if (expression instanceof Expression.Field field) {
            return name(field.value(), "") + "." + field.name();
        }
        if (expression instanceof Expression.Binary binary) {
            boolean product =
                    binary.operator() != Expression.Operator.PLUS && binary.operator() != Expression.Operator.MINUS;
            return operand(binary.left(), product ? SUMS : NONE) + " "
                    + binary.operator().symbol() + " " + operand(binary.right(), product ? ALL : SUMS);
        }
        if (expression instanceof Expression.Negation negation) {
            return "-" + operand(negation.value(), ALL);
        }
        return text;
    }

    private static String operand(Expression expression) {
        return name(expression, argumentText(expression));
    }

    /** An operand, in parentheses where it is one of these operations: they would bind otherwise. */
    private static String operand(Expression expression, Set<Expression.Operator> bracketed) {
        boolean brackets = expression instanceof Expression.Binary binary && bracketed.contains(binary.operator());
        return brackets ? "(" + operand(expression) + ")" : operand(expression);
    }

    private static String argumentText(Expression argument) {
        if (argument instanceof Expression.Literal literal) {
            return literal.kind() == Expression.LiteralKind.STRING ? "'" + literal.text() + "'" : literal.text();
        }
        if (argument instanceof Expression.Element element) {
            return name(element.collection(), "") + "[" + argumentText(element.key()) + "]";
        }
        if (argument instanceof Expression.ListLiteral list) {
            return list.elements().stream().map(SelectionCompiler::operand).collect(Collectors.joining(", ", "[", "]"));
        }
        return "?";
    }
}
