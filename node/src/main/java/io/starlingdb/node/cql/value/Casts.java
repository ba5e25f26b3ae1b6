package io.starlingdb.node.cql.value;

import static io.starlingdb.node.schema.ScalarType.ASCII;
import static io.starlingdb.node.schema.ScalarType.BIGINT;
import static io.starlingdb.node.schema.ScalarType.BLOB;
import static io.starlingdb.node.schema.ScalarType.COUNTER;
import static io.starlingdb.node.schema.ScalarType.DATE;
import static io.starlingdb.node.schema.ScalarType.DECIMAL;
import static io.starlingdb.node.schema.ScalarType.DOUBLE;
import static io.starlingdb.node.schema.ScalarType.FLOAT;
import static io.starlingdb.node.schema.ScalarType.INT;
import static io.starlingdb.node.schema.ScalarType.SMALLINT;
import static io.starlingdb.node.schema.ScalarType.TEXT;
import static io.starlingdb.node.schema.ScalarType.TIMESTAMP;
import static io.starlingdb.node.schema.ScalarType.TIMEUUID;
import static io.starlingdb.node.schema.ScalarType.TINYINT;
import static io.starlingdb.node.schema.ScalarType.VARINT;

import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code CAST(value AS type)}: which types become which, and how. Numbers are cut as Java's casts cut them. */
final class Casts {

    private static final Set<ScalarType> NUMBERS =
            EnumSet.of(TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, VARINT, DECIMAL, COUNTER);

    private Casts() {}

    /** The cast from one type to another, or null if there is none. */
    static @Nullable ScalarFunction find(CqlType from, CqlType to) {
        if (from.equals(to) && from instanceof ScalarType) {
            return cast(from, to, (e, a) -> a[0]);
        }
        if (!(from instanceof ScalarType source) || !(to instanceof ScalarType target) || source == BLOB) {
            return null;
        }
        if (target == TEXT || target == ASCII) {
            return cast(from, to, (e, a) -> target.encode(source.printText(a[0])));
        }
        if (NUMBERS.contains(source) && NUMBERS.contains(target) && target != COUNTER) {
            return cast(from, to, (e, a) -> number((Number) source.decode(a[0]), target));
        }
        boolean hasTime = source == TIMEUUID || source == TIMESTAMP || source == DATE;
        if (hasTime && target == TIMESTAMP) {
            return cast(from, to, (e, a) -> TimeFunctions.timestamp(TimeFunctions.millis(source, a[0])));
        }
        if (hasTime && target == DATE) {
            return cast(from, to, (e, a) -> TimeFunctions.date(TimeFunctions.millis(source, a[0])));
        }
        return null;
    }

    private static ScalarFunction cast(CqlType from, CqlType to, ScalarFunction.Body body) {
        return ScalarFunction.of("cast as " + to, to, List.of(from), body);
    }

    static byte[] number(Number value, ScalarType target) {
        return switch (target) {
            case TINYINT -> target.encode(value.byteValue());
            case SMALLINT -> target.encode(value.shortValue());
            case INT -> target.encode(value.intValue());
            case BIGINT, COUNTER -> target.encode(value.longValue());
            case FLOAT -> target.encode(value.floatValue());
            case DOUBLE -> target.encode(value.doubleValue());
            case VARINT -> target.encode(decimal(value).toBigInteger());
            default -> target.encode(decimal(value));
        };
    }

    /** Any number exactly; floats as their shortest decimal form. */
    static BigDecimal decimal(Number value) {
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    }
}
