package io.starlingdb.node.nativeprotocol;

import io.starlingdb.node.schema.ScalarType;

/** The names of Cassandra's classes for types, by which drivers know what has no code of its own in their version. */
final class ClassNames {
    private static final String PACKAGE = "org.apache.cassandra.db.marshal.";

    private ClassNames() {}

    static String of(ScalarType type) {
        return PACKAGE
                + switch (type) {
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
