package io.starlingdb.node.cql.value;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Expression.Operator;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.CqlDuration;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code + - * / %}: numbers, texts that are put one behind the other, and moments moved by a duration. A constant
 * or marker takes its type from the place if the whole expression has nothing else, a marker from the other operand.
 */
final class ArithmeticCompiler {

    private final Source source;
    private final TermCompiler terms;

    ArithmeticCompiler(Source source, TermCompiler terms) {
        this.source = source;
        this.terms = terms;
    }

    TypedTerm binary(Expression.Binary binary, @Nullable CqlType wanted) {
        TypedTerm left;
        TypedTerm right;
        boolean free = isFree(binary);
        if (free && wanted != null && Numbers.isNumber(wanted)) {
            left = typed(binary.left(), wanted);
            right = typed(binary.right(), wanted);
        } else if (binary.left() instanceof Expression.Marker) {
            right = terms.infer(binary.right());
            left = typed(binary.left(), partner(right.type(), wanted));
        } else {
            left = isFree(binary.left()) && wanted != null && isMoment(wanted)
                    ? typed(binary.left(), wanted)
                    : terms.infer(binary.left());
            right = binary.right() instanceof Expression.Marker
                    ? typed(binary.right(), isMoment(left.type()) ? ScalarType.DURATION : left.type())
                    : terms.infer(binary.right());
        }
        return operation(binary, left, right);
    }

    TypedTerm negation(Expression.Negation negation, @Nullable CqlType wanted) {
        TypedTerm value = isFree(negation.value()) && wanted != null && Numbers.isNumber(wanted)
                ? typed(negation.value(), wanted)
                : terms.infer(negation.value());
        if (!(value.type() instanceof ScalarType type) || !Numbers.isNumber(type)) {
            throw source.invalid(negation.at(), "the '-' operation is not supported on " + value.type());
        }
        ScalarType result = type == ScalarType.COUNTER ? ScalarType.BIGINT : type;
        ScalarFunction function = ScalarFunction.of(
                "-", result, List.of(type), (e, a) -> Numbers.negated((Number) type.decode(a[0]), type));
        return new TypedTerm(new CallTerm(function, List.of(value.term())), result);
    }

    /** Whether nothing in the expression has a type of its own: constants and markers alone. */
    private static boolean isFree(Expression expression) {
        if (expression instanceof Expression.Binary binary) {
            return isFree(binary.left()) && isFree(binary.right());
        } else if (expression instanceof Expression.Negation negation) {
            return isFree(negation.value());
        }
        return expression instanceof Expression.Literal || expression instanceof Expression.Marker;
    }

    private TypedTerm typed(Expression expression, CqlType type) {
        return new TypedTerm(terms.compile(expression, type, "a value"), type);
    }

    /** What a marker is that stands in front of an operand. */
    private static CqlType partner(CqlType other, @Nullable CqlType wanted) {
        return other == ScalarType.DURATION
                ? (wanted != null && isMoment(wanted) ? wanted : ScalarType.TIMESTAMP)
                : other;
    }

    private static boolean isMoment(CqlType type) {
        return type == ScalarType.TIMESTAMP || type == ScalarType.DATE;
    }

    private static boolean isText(CqlType type) {
        return type == ScalarType.TEXT || type == ScalarType.ASCII;
    }

    private TypedTerm operation(Expression.Binary binary, TypedTerm left, TypedTerm right) {
        Operator operator = binary.operator();
        ScalarType number = Numbers.wider(left.type(), right.type());
        if (number != null) {
            CqlType a = left.type();
            CqlType b = right.type();
            return call(
                    binary,
                    left,
                    right,
                    number,
                    (e, v) -> Numbers.apply(operator, (Number) a.decode(v[0]), (Number) b.decode(v[1]), number));
        }
        if (operator == Operator.PLUS && isText(left.type()) && isText(right.type())) {
            boolean ascii = left.type() == ScalarType.ASCII && right.type() == ScalarType.ASCII;
            ScalarType text = ascii ? ScalarType.ASCII : ScalarType.TEXT;
            return call(binary, left, right, text, (e, v) -> joined(v[0], v[1]));
        }
        boolean moves = operator == Operator.PLUS || operator == Operator.MINUS;
        if (moves && isMoment(left.type()) && right.type() == ScalarType.DURATION) {
            ScalarType moment = (ScalarType) left.type();
            int sign = operator == Operator.PLUS ? 1 : -1;
            return call(
                    binary,
                    left,
                    right,
                    moment,
                    (e, v) -> Durations.moved(moment, v[0], (CqlDuration) ScalarType.DURATION.decode(v[1]), sign));
        }
        throw source.invalid(
                binary.at(),
                "the '" + operator.symbol() + "' operation is not supported between " + left.type() + " and "
                        + right.type());
    }

    private static TypedTerm call(
            Expression.Binary binary, TypedTerm left, TypedTerm right, ScalarType result, ScalarFunction.Body body) {
        String symbol = binary.operator().symbol();
        ScalarFunction function =
                ScalarFunction.of(symbol, result, List.of(left.type(), right.type()), (evaluation, arguments) -> {
                    try {
                        return body.apply(evaluation, arguments);
                    } catch (ArithmeticException | StarlingException e) {
                        String reason =
                                e instanceof StarlingException error ? error.text() : String.valueOf(e.getMessage());
                        throw new StarlingException(
                                ErrorCode.FUNCTION_FAILURE,
                                "the operation '" + left.type() + " " + symbol + " " + right.type() + "' failed: "
                                        + reason,
                                Map.of(
                                        "function",
                                        symbol,
                                        "arguments",
                                        List.of(
                                                left.type().toString(),
                                                right.type().toString())));
                    }
                });
        return new TypedTerm(new CallTerm(function, List.of(left.term(), right.term())), result);
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] joined = java.util.Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, joined, left.length, right.length);
        return joined;
    }
}
