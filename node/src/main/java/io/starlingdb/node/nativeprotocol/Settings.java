package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.ProtocolConstants.QueryFlag;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.run.Session;
import io.starlingdb.node.cql.value.BindVariable;
import io.starlingdb.node.cql.value.Evaluation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a QUERY or an EXECUTE says beside the statement. */
final class Settings {
    private final QueryOptions options;
    private final Session session;

    /** @throws MalformedBytes if it says what makes no sense */
    Settings(QueryOptions options, @Nullable String keyspace, long requestNanos) {
        this.options = options;
        if ((options.flags & QueryFlag.PAGE_SIZE) != 0 && options.pageSize == 0) {
            throw new MalformedBytes("The page size cannot be 0");
        }
        Session plain = session(
                keyspace,
                Consistencies.level(options.consistency),
                serial(options.serialConsistency),
                options.defaultTimestamp,
                requestNanos);
        session = options.pageSize <= 0 && options.pagingState == null
                ? plain
                : plain.withPage(options.pageSize, options.pagingState == null ? null : array(options.pagingState));
    }

    Session session() {
        return session;
    }

    /** The bound values in the order of the markers. */
    List<byte @Nullable []> values(List<BindVariable> variables) {
        if (options.namedValues.isEmpty()) {
            return positional(options.positionalValues);
        }
        Map<String, byte @Nullable []> named = new HashMap<>();
        options.namedValues.forEach((name, value) -> named.put(name, value(value)));
        for (BindVariable variable : variables) {
            if (!named.containsKey(variable.name())) {
                throw StarlingException.invalid(
                        "Invalid amount of bind variables: there is no value for '" + variable.name() + "'");
            }
        }
        return CqlEngine.byName(variables, named);
    }

    static List<byte @Nullable []> positional(List<ByteBuffer> values) {
        List<byte @Nullable []> plain = new ArrayList<>(values.size());
        for (ByteBuffer value : values) {
            plain.add(value(value));
        }
        return plain;
    }

    static Session session(
            @Nullable String keyspace,
            ConsistencyLevel level,
            ConsistencyLevel serial,
            long timestamp,
            long requestNanos) {
        return new Session(
                keyspace,
                level,
                serial,
                0,
                null,
                requestNanos,
                timestamp == QueryOptions.NO_DEFAULT_TIMESTAMP ? null : (Long) timestamp,
                null,
                null);
    }

    static ConsistencyLevel serial(int code) {
        ConsistencyLevel level = Consistencies.level(code);
        if (!level.isSerial()) {
            throw StarlingException.invalid(
                    "Serial consistency for conditional updates is SERIAL or LOCAL_SERIAL, not " + level);
        }
        return level;
    }

    @SuppressWarnings("ReferenceEquality") // what is unset is told by identity: its content is empty like others'
    private static byte @Nullable [] value(@Nullable ByteBuffer value) {
        if (value == null) {
            return null;
        }
        return value == ProtocolConstants.UNSET_VALUE ? Evaluation.UNSET : array(value);
    }

    /** The codec gives each value an array of its own. */
    @SuppressWarnings("ByteBufferBackingArray") // the codec wraps whole arrays
    private static byte[] array(ByteBuffer value) {
        return value.array();
    }
}
