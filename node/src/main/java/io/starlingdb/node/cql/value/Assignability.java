package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Expression.LiteralKind;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.UserType;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which literals may stand for which types, and which types for one another. */
final class Assignability {

    private static final Map<LiteralKind, Set<ScalarType>> LITERALS = literals();

    private Assignability() {}

    private static Map<LiteralKind, Set<ScalarType>> literals() {
        Map<LiteralKind, Set<ScalarType>> types = new EnumMap<>(LiteralKind.class);
        types.put(
                LiteralKind.STRING,
                EnumSet.of(
                        ScalarType.TEXT,
                        ScalarType.ASCII,
                        ScalarType.INET,
                        ScalarType.TIMESTAMP,
                        ScalarType.DATE,
                        ScalarType.TIME));
        types.put(
                LiteralKind.INTEGER,
                EnumSet.of(
                        ScalarType.INT,
                        ScalarType.BIGINT,
                        ScalarType.SMALLINT,
                        ScalarType.TINYINT,
                        ScalarType.VARINT,
                        ScalarType.COUNTER,
                        ScalarType.DECIMAL,
                        ScalarType.DOUBLE,
                        ScalarType.FLOAT,
                        ScalarType.TIMESTAMP,
                        ScalarType.DATE,
                        ScalarType.TIME));
        types.put(LiteralKind.FLOAT, EnumSet.of(ScalarType.DOUBLE, ScalarType.FLOAT, ScalarType.DECIMAL));
        types.put(LiteralKind.BOOLEAN, EnumSet.of(ScalarType.BOOLEAN));
        types.put(LiteralKind.UUID, EnumSet.of(ScalarType.UUID, ScalarType.TIMEUUID));
        types.put(LiteralKind.BLOB, EnumSet.of(ScalarType.BLOB));
        types.put(LiteralKind.DURATION, EnumSet.of(ScalarType.DURATION));
        types.put(LiteralKind.NULL, EnumSet.allOf(ScalarType.class));
        return types;
    }

    static boolean literal(LiteralKind kind, CqlType type) {
        return kind == LiteralKind.NULL
                || (type instanceof ScalarType scalar
                        && LITERALS.getOrDefault(kind, Set.of()).contains(scalar));
    }

    /** The type of a literal where nothing else says one; whole numbers have the least of int, bigint and varint. */
    static ScalarType preferred(Expression.Literal literal) {
        if (literal.kind() == LiteralKind.INTEGER) {
            int bits = new BigInteger(literal.text()).bitLength();
            return bits < Integer.SIZE ? ScalarType.INT : bits < Long.SIZE ? ScalarType.BIGINT : ScalarType.VARINT;
        }
        return preferred(literal.kind());
    }

    /** The type of a literal where nothing else says one. */
    static ScalarType preferred(LiteralKind kind) {
        return switch (kind) {
            case STRING, NULL -> ScalarType.TEXT;
            case INTEGER -> ScalarType.INT;
            case FLOAT -> ScalarType.DOUBLE;
            case BOOLEAN -> ScalarType.BOOLEAN;
            case UUID -> ScalarType.UUID;
            case BLOB -> ScalarType.BLOB;
            case DURATION -> ScalarType.DURATION;
        };
    }

    /** Whether every value of {@code from} is, byte for byte, one of {@code to}. */
    static boolean type(CqlType from, CqlType to) {
        return unfrozen(from).equals(unfrozen(to))
                || (from == ScalarType.ASCII && to == ScalarType.TEXT)
                || (from == ScalarType.TIMEUUID && to == ScalarType.UUID)
                || (from == ScalarType.BIGINT && to == ScalarType.TIMESTAMP)
                || (from == ScalarType.COUNTER && to == ScalarType.BIGINT)
                || (from == ScalarType.BIGINT && to == ScalarType.COUNTER);
    }

    /** Whether a literal's brackets fit a collection type; empty braces fit maps too. */
    static boolean brackets(Expression literal, CqlType type) {
        if (literal instanceof Expression.ListLiteral) {
            return type instanceof ListType;
        }
        if (literal instanceof Expression.SetLiteral set) {
            return type instanceof SetType
                    || (type instanceof MapType && set.elements().isEmpty());
        }
        return type instanceof MapType;
    }

    private static CqlType unfrozen(CqlType type) {
        if (type instanceof UserType user) {
            return user.freeze();
        }
        return type instanceof CollectionType collection ? collection.freeze() : type;
    }
}
