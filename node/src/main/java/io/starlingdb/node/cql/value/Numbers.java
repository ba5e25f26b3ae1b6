package io.starlingdb.node.cql.value;

import static io.starlingdb.node.schema.ScalarType.BIGINT;
import static io.starlingdb.node.schema.ScalarType.COUNTER;
import static io.starlingdb.node.schema.ScalarType.DECIMAL;
import static io.starlingdb.node.schema.ScalarType.DOUBLE;
import static io.starlingdb.node.schema.ScalarType.FLOAT;
import static io.starlingdb.node.schema.ScalarType.INT;
import static io.starlingdb.node.schema.ScalarType.SMALLINT;
import static io.starlingdb.node.schema.ScalarType.TINYINT;
import static io.starlingdb.node.schema.ScalarType.VARINT;

import io.starlingdb.node.cql.ast.Expression.Operator;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arithmetic of numbers: which type a result has, and what it is. Whole numbers wrap around as Java's do. */
final class Numbers {

    private static final Set<ScalarType> WHOLE = EnumSet.of(TINYINT, SMALLINT, INT, BIGINT, COUNTER);
    private static final Set<ScalarType> ALL =
            EnumSet.of(TINYINT, SMALLINT, INT, BIGINT, COUNTER, FLOAT, DOUBLE, VARINT, DECIMAL);
    /** As Cassandra divides decimals: at least 32 digits behind the point. */
    private static final int DIVISION_SCALE = 32;

    private Numbers() {}

    static boolean isNumber(@Nullable CqlType type) {
        return type instanceof ScalarType scalar && ALL.contains(scalar);
    }

    /** The type of a sum of these two; null if one of them is no number. */
    static @Nullable ScalarType wider(CqlType left, CqlType right) {
        if (!isNumber(left) || !isNumber(right)) {
            return null;
        }
        ScalarType a = (ScalarType) left;
        ScalarType b = (ScalarType) right;
        if (a == DECIMAL || b == DECIMAL) {
            return DECIMAL;
        }
        boolean fractional = a == FLOAT || a == DOUBLE || b == FLOAT || b == DOUBLE;
        if (a == VARINT || b == VARINT) {
            return fractional ? DECIMAL : VARINT;
        }
        if (fractional) {
            boolean large = a == DOUBLE || b == DOUBLE || isLarge(a) || isLarge(b);
            return large ? DOUBLE : FLOAT;
        }
        if (isLarge(a) || isLarge(b)) {
            return BIGINT;
        }
        return a == INT || b == INT ? INT : a == SMALLINT || b == SMALLINT ? SMALLINT : TINYINT;
    }

    private static boolean isLarge(ScalarType type) {
        return type == BIGINT || type == COUNTER;
    }

    static byte[] apply(Operator operator, Number left, Number right, ScalarType result) {
        if (result == DECIMAL) {
            return result.encode(decimal(operator, Casts.decimal(left), Casts.decimal(right)));
        } else if (result == VARINT) {
            BigInteger a = Casts.decimal(left).toBigInteger();
            BigInteger b = Casts.decimal(right).toBigInteger();
            return result.encode(whole(operator, a, b));
        } else if (WHOLE.contains(result)) {
            return Casts.number(whole(operator, left.longValue(), right.longValue()), result);
        } else if (result == FLOAT) {
            return result.encode(single(operator, left.floatValue(), right.floatValue()));
        }
        return result.encode(fractional(operator, left.doubleValue(), right.doubleValue()));
    }

    static byte[] negated(Number value, ScalarType type) {
        return switch (type) {
            case FLOAT -> type.encode(-value.floatValue());
            case DOUBLE -> type.encode(-value.doubleValue());
            case DECIMAL -> type.encode(Casts.decimal(value).negate());
            case VARINT -> type.encode(Casts.decimal(value).toBigInteger().negate());
            default -> Casts.number(-value.longValue(), type == COUNTER ? BIGINT : type);
        };
    }

    private static long whole(Operator operator, long a, long b) {
        requireDivisor(operator, b == 0);
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case MODULO -> a % b;
        };
    }

    private static BigInteger whole(Operator operator, BigInteger a, BigInteger b) {
        requireDivisor(operator, b.signum() == 0);
        return switch (operator) {
            case PLUS -> a.add(b);
            case MINUS -> a.subtract(b);
            case TIMES -> a.multiply(b);
            case DIVIDE -> a.divide(b);
            case MODULO -> a.remainder(b);
        };
    }

    private static BigDecimal decimal(Operator operator, BigDecimal a, BigDecimal b) {
        requireDivisor(operator, b.signum() == 0);
        return switch (operator) {
            case PLUS -> a.add(b);
            case MINUS -> a.subtract(b);
            case TIMES -> a.multiply(b);
            case DIVIDE -> divided(a, b);
            case MODULO -> a.remainder(b);
        };
    }

    private static BigDecimal divided(BigDecimal a, BigDecimal b) {
        int scale = Math.max(DIVISION_SCALE, Math.max(a.scale(), b.scale()));
        BigDecimal quotient = a.divide(b, Math.min(scale, 10_000), RoundingMode.HALF_UP);
        BigDecimal stripped = quotient.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    private static float single(Operator operator, float a, float b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case MODULO -> a % b;
        };
    }

    private static double fractional(Operator operator, double a, double b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case MODULO -> a % b;
        };
    }

    private static void requireDivisor(Operator operator, boolean zero) {
        if (zero && (operator == Operator.DIVIDE || operator == Operator.MODULO)) {
            throw new ArithmeticException("/ by zero");
        }
    }

    static BigDecimal rounded(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP);
    }
}
