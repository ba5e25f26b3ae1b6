package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants.DataType;
import com.datastax.oss.protocol.internal.response.result.RawType;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;

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
        throw new IllegalStateException("a type that has no form in the protocol: " + type);
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
