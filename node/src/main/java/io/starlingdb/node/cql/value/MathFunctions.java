package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** {@code abs}, {@code exp}, {@code log}, {@code log10} and {@code round}, whose results have their argument's type. */
final class MathFunctions {

    /** How many digits of a decimal's exponential or logarithm are right. */
    private static final MathContext DIGITS = new MathContext(32, RoundingMode.HALF_EVEN);

    private MathFunctions() {}

    /** The function's result type and body over a number; null if it is another function or no number. */
    static @Nullable ScalarFunction find(String name, CqlType argument) {
        if (!(argument instanceof ScalarType type) || !Numbers.isNumber(type)) {
            return null;
        }
        ScalarType result = type == ScalarType.COUNTER ? ScalarType.BIGINT : type;
        return switch (name) {
            case "abs" -> function(name, type, result, MathFunctions::abs);
            case "exp" -> function(name, type, result, value -> viaDouble(value, Math.exp(value.doubleValue())));
            case "log" -> function(name, type, result, value -> viaDouble(value, Math.log(value.doubleValue())));
            case "log10" -> function(name, type, result, value -> viaDouble(value, Math.log10(value.doubleValue())));
            case "round" -> function(name, type, result, MathFunctions::rounded);
            default -> null;
        };
    }

    private interface Body {
        Number apply(Number value);
    }

    private static ScalarFunction function(String name, ScalarType type, ScalarType result, Body body) {
        return ScalarFunction.of(
                name,
                result,
                java.util.List.of(type),
                (e, a) -> Casts.number(body.apply((Number) type.decode(a[0])), result));
    }

    private static Number abs(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.abs();
        } else if (value instanceof BigInteger whole) {
            return whole.abs();
        } else if (value instanceof Double || value instanceof Float) {
            return Math.abs(value.doubleValue());
        }
        return Math.abs(value.longValue());
    }

    private static Number rounded(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.setScale(0, RoundingMode.HALF_UP);
        } else if (value instanceof Float) {
            return Math.round(value.floatValue());
        } else if (value instanceof Double) {
            return Math.round(value.doubleValue());
        }
        return value;
    }

    /** Whole numbers get the whole part of the result; what is no number stays so, where the type has it. */
    private static Number viaDouble(Number value, double result) {
        if (value instanceof BigDecimal) {
            return new BigDecimal(result, DIGITS);
        } else if (value instanceof BigInteger) {
            return new BigDecimal(result).toBigInteger();
        } else if (value instanceof Double || value instanceof Float) {
            return result;
        }
        return (long) result;
    }
}
