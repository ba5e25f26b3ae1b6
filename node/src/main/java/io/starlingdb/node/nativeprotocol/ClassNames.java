package io.starlingdb.node.nativeprotocol;

import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TupleType;
import io.starlingdb.node.schema.UserType;
import io.starlingdb.node.schema.VectorType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The names of Cassandra's classes for types, by which drivers know what has no code of its own in their version. */
final class ClassNames {
    private static final String PACKAGE = "org.apache.cassandra.db.marshal.";

    private ClassNames() {}

    static String of(CqlType type) {
        if (type instanceof ScalarType scalar) {
            return PACKAGE + scalar(scalar);
        } else if (type instanceof ListType list) {
            return frozen(list.frozen(), PACKAGE + "ListType(" + of(list.element()) + ")");
        } else if (type instanceof SetType set) {
            return frozen(set.frozen(), PACKAGE + "SetType(" + of(set.element()) + ")");
        } else if (type instanceof MapType map) {
            return frozen(map.frozen(), PACKAGE + "MapType(" + of(map.key()) + "," + of(map.value()) + ")");
        } else if (type instanceof TupleType tuple) {
            return PACKAGE + "TupleType("
                    + tuple.fieldTypes().stream().map(ClassNames::of).collect(Collectors.joining(",")) + ")";
        } else if (type instanceof UserType user) {
            String fields = user.fields().stream()
                    .map(field -> "," + hex(field.name()) + ":" + of(field.type()))
                    .collect(Collectors.joining());
            return frozen(
                    user.frozen(), PACKAGE + "UserType(" + user.keyspace() + "," + hex(user.name()) + fields + ")");
        }
        VectorType vector = (VectorType) type;
        return PACKAGE + "VectorType(" + of(vector.element()) + " , " + vector.dimension() + ")";
    }

    private static String frozen(boolean isFrozen, String name) {
        return isFrozen ? PACKAGE + "FrozenType(" + name + ")" : name;
    }

    private static String hex(String name) {
        return HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String scalar(ScalarType type) {
        return switch (type) {
            case ASCII -> "AsciiType";
            case BIGINT -> "LongType";
            case BLOB -> "BytesType";
            case BOOLEAN -> "BooleanType";
            case COUNTER -> "CounterColumnType";
            case DECIMAL -> "DecimalType";
            case DOUBLE -> "DoubleType";
            case FLOAT -> "FloatType";
            case INT -> "Int32Type";
            case TIMESTAMP -> "TimestampType";
            case UUID -> "UUIDType";
            case TEXT -> "UTF8Type";
            case VARINT -> "IntegerType";
            case TIMEUUID -> "TimeUUIDType";
            case INET -> "InetAddressType";
            case DATE -> "SimpleDateType";
            case TIME -> "TimeType";
            case SMALLINT -> "ShortType";
            case TINYINT -> "ByteType";
            case DURATION -> "DurationType";
        };
    }
}
