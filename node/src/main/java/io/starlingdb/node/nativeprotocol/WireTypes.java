package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants.DataType;
import com.datastax.oss.protocol.internal.response.result.RawType;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TupleType;
import io.starlingdb.node.schema.UserType;
import io.starlingdb.node.schema.VectorType;
import java.util.LinkedHashMap;
import java.util.Map;

/** CQL's types as metadata name them. What a version of the protocol does not know goes out under the name of Cassandra's class. */
final class WireTypes {
    private WireTypes() {}

    static RawType of(CqlType type, int version) {
        if (type instanceof ScalarType scalar) {
            return scalar(scalar, version);
        } else if (type instanceof ListType list) {
            return new RawType.RawList(of(list.element(), version));
        } else if (type instanceof SetType set) {
            return new RawType.RawSet(of(set.element(), version));
        } else if (type instanceof MapType map) {
            return new RawType.RawMap(of(map.key(), version), of(map.value(), version));
        }
        if (type instanceof TupleType tuple) {
            return new RawType.RawTuple(
                    tuple.fieldTypes().stream().map(field -> of(field, version)).toList());
        } else if (type instanceof UserType user) {
            Map<String, RawType> fields = new LinkedHashMap<>();
            user.fields().forEach(field -> fields.put(field.name(), of(field.type(), version)));
            return new RawType.RawUdt(user.keyspace(), user.name(), fields);
        }
        return new RawType.RawCustom(ClassNames.of(type));
    }

    /** Whether a value of the type may look different after ALTER TYPE. */
    static boolean mayGrow(CqlType type) {
        if (type instanceof CollectionType collection) {
            return mayGrow(collection.pathType()) || mayGrow(collection.valueType());
        } else if (type instanceof VectorType vector) {
            return mayGrow(vector.element());
        }
        return type instanceof UserType
                || type instanceof TupleType tuple
                        && tuple.fieldTypes().stream().anyMatch(WireTypes::mayGrow);
    }

    private static RawType scalar(ScalarType type, int version) {
        int since = switch (type) {
            case DATE, TIME, SMALLINT, TINYINT -> 4;
            case DURATION -> 5;
            default -> ProtocolVersions.MIN;
        };
        if (version < since) {
            return new RawType.RawCustom(ClassNames.of(type));
        }
        int code = type == ScalarType.TEXT ? DataType.VARCHAR : type.protocolCode();
        RawType raw = RawType.PRIMITIVES.get(code);
        if (raw == null) {
            throw new IllegalStateException("a type that has no form in the protocol: " + type);
        }
        return raw;
    }
}
