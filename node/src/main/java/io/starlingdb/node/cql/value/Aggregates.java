package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.value.AggregateFunction.Accumulator;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate functions. Their results have the type of their argument, as in Cassandra: an average of integers is cut to
 * an integer, and a sum wraps around where its type does.
 */
final class Aggregates {

    private static final Set<ScalarType> WHOLE = EnumSet.of(
            ScalarType.TINYINT,
            ScalarType.SMALLINT,
            ScalarType.INT,
            ScalarType.BIGINT,
            ScalarType.COUNTER,
            ScalarType.VARINT);
    private static final Set<ScalarType> FRACTIONAL =
            EnumSet.of(ScalarType.FLOAT, ScalarType.DOUBLE, ScalarType.DECIMAL);
    private static final Set<String> NAMES = Set.of("count", "min", "max", "sum", "avg");

    private Aggregates() {}

    static boolean isAggregate(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Counts rows where {@code everyRow}, else values. */
    static AggregateFunction count(boolean everyRow) {
        return new AggregateFunction("count", ScalarType.BIGINT, () -> new Count(everyRow));
    }

    /** The aggregate of that name over a type; null if it takes no such type. */
    static @Nullable AggregateFunction find(String name, CqlType type) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "count" -> count(false);
            case "min" -> extreme("min", type, type, -1);
            case "max" -> extreme("max", type, type, 1);
            case "sum" -> number(name, type, type, false);
            default -> number(name, type, type, true);
        };
    }

    private static @Nullable AggregateFunction extreme(String name, CqlType type, CqlType result, int direction) {
        return type.isOrdered() && !type.isMultiCell() || type == ScalarType.COUNTER
                ? new AggregateFunction(name, result, () -> new Extreme(type, direction))
                : null;
    }

    private static @Nullable AggregateFunction number(String name, CqlType type, CqlType result, boolean average) {
        if (!(type instanceof ScalarType scalar) || !(result instanceof ScalarType target)) {
            return null;
        }
        if (WHOLE.contains(scalar)) {
            return new AggregateFunction(name, result, () -> new WholeSum(scalar, target, average));
        }
        return FRACTIONAL.contains(scalar)
                ? new AggregateFunction(name, result, () -> new FractionalSum(scalar, average))
                : null;
    }

    private static final class Count implements Accumulator {
        private final boolean everyRow;
        private long count;

        Count(boolean everyRow) {
            this.everyRow = everyRow;
        }

        @Override
        public void add(byte @Nullable [] value) {
            if (everyRow || value != null) {
                count++;
            }
        }

        @Override
        public byte[] result() {
            return ScalarType.BIGINT.encode(count);
        }
    }

    private static final class Extreme implements Accumulator {
        private final CqlType type;
        private final int direction;
        private byte @Nullable [] extreme;

        Extreme(CqlType type, int direction) {
            this.type = type;
            this.direction = direction;
        }

        @Override
        public void add(byte @Nullable [] value) {
            if (value != null && (extreme == null || type.compare(value, extreme) * direction > 0)) {
                extreme = value;
            }
        }

        @Override
        public byte @Nullable [] result() {
            return extreme;
        }
    }

    private static final class WholeSum implements Accumulator {
        private final ScalarType type;
        private final ScalarType target;
        private final boolean average;
        private BigInteger sum = BigInteger.ZERO;
        private long smallSum;
        private long count;

        WholeSum(ScalarType type, ScalarType target, boolean average) {
            this.type = type;
            this.target = target;
            this.average = average;
        }

        @Override
        public void add(byte @Nullable [] value) {
            if (value == null) {
                return;
            }
            count++;
            Number number = (Number) type.decode(value);
            if (number instanceof BigInteger big) {
                sum = sum.add(big);
                return;
            }
            long before = smallSum;
            smallSum += number.longValue();
            boolean overflowed = ((before ^ smallSum) & (number.longValue() ^ smallSum)) < 0;
            if (overflowed) {
                sum = sum.add(BigInteger.valueOf(before)).add(BigInteger.valueOf(number.longValue()));
                smallSum = 0;
            }
        }

        @Override
        public byte[] result() {
            BigInteger total = sum.add(BigInteger.valueOf(smallSum));
            BigInteger result = average && count > 0 ? total.divide(BigInteger.valueOf(count)) : total;
            return Casts.number(result, target);
        }
    }

    private static final class FractionalSum implements Accumulator {
        private final ScalarType type;
        private final boolean average;
        private BigDecimal exact = BigDecimal.ZERO;
        private double sum;
        private double lost;
        private double plainSum;
        private long count;

        FractionalSum(ScalarType type, boolean average) {
            this.type = type;
            this.average = average;
        }

        /** Kahan's compensated summation for floats; the plain sum is right where infinities are. */
        @Override
        public void add(byte @Nullable [] value) {
            if (value == null) {
                return;
            }
            count++;
            Number number = (Number) type.decode(value);
            if (number instanceof BigDecimal decimal) {
                exact = exact.add(decimal);
                return;
            }
            double next = number.doubleValue();
            plainSum += next;
            double corrected = next - lost;
            double newSum = sum + corrected;
            lost = (newSum - sum) - corrected;
            sum = newSum;
        }

        @Override
        public byte[] result() {
            if (type == ScalarType.DECIMAL) {
                BigDecimal divisor = BigDecimal.valueOf(Math.max(count, 1));
                return type.encode(average ? exact.divide(divisor, exact.scale(), RoundingMode.HALF_EVEN) : exact);
            }
            double total = Double.isNaN(sum) ? plainSum : sum;
            return Casts.number(average && count > 0 ? total / count : total, type);
        }
    }
}
