package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.error.AlreadyExists;
import com.datastax.oss.protocol.internal.response.error.CASWriteUnknown;
import com.datastax.oss.protocol.internal.response.error.FunctionFailure;
import com.datastax.oss.protocol.internal.response.error.ReadFailure;
import com.datastax.oss.protocol.internal.response.error.ReadTimeout;
import com.datastax.oss.protocol.internal.response.error.Unavailable;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.error.WriteFailure;
import com.datastax.oss.protocol.internal.response.error.WriteTimeout;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.plan.SchemaEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's errors. Which one it is matters: drivers decide by it whether to try again, and where.
 *
 * <p>What has no error of its own is told as the one that makes drivers do the right thing: a node whose disk is full is overloaded, so that
 * the next node is tried; what is not implemented is an invalid request, which no driver sends again.
 */
final class ErrorMessages {
    /** The kinds of writes that errors name; retry policies go by them. */
    static final String SIMPLE = "SIMPLE";

    static final String BATCH = "BATCH";
    static final String UNLOGGED_BATCH = "UNLOGGED_BATCH";
    static final String COUNTER = "COUNTER";
    static final String CAS = "CAS";

    /** A failed replica gave no reason. */
    private static final int REASON_UNKNOWN = 0;

    /** V5 wants failed replicas with their addresses, which are not known here: as many of them are invented. */
    private static final int FAILED_SHOWN_MAX = 16;

    private ErrorMessages() {}

    /**
     * What was being done when it failed.
     *
     * @param writeType null for reads and all else that is no write
     * @param event the change of the schema that was to be made, if it was one
     */
    record Context(
            int version,
            ConsistencyLevel level,
            @Nullable String writeType,
            @Nullable SchemaEvent event) {}

    static Error protocol(String message) {
        return new Error(ErrorCode.PROTOCOL_ERROR, message);
    }

    static Error overloaded(String message) {
        return new Error(ErrorCode.OVERLOADED, message);
    }

    static Error unprepared(byte[] id) {
        return new Unprepared(
                "Prepared query with ID " + java.util.HexFormat.of().formatHex(id)
                        + " not found (either the query was not prepared on this host (maybe the host has been restarted?)"
                        + " or you have prepared too many queries and it has been evicted from the internal cache)",
                id);
    }

    static Error of(StarlingException error, Context context) {
        String text = error.text();
        return switch (error.code()) {
            case SYNTAX_ERROR -> new Error(ErrorCode.SYNTAX_ERROR, text);
            case BAD_REQUEST -> protocol(text);
            case INVALID,
                    BAD_CONTEXT,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    CONFLICT,
                    CONDITION_FAILED,
                    TOO_LARGE,
                    NOT_IMPLEMENTED,
                    UNPREPARED -> new Error(ErrorCode.INVALID, text);
            case UNAUTHORIZED, FORBIDDEN -> new Error(ErrorCode.UNAUTHORIZED, text);
            case FUNCTION_FAILURE -> functionFailure(error);
            case INVALID_CONFIGURATION -> new Error(ErrorCode.CONFIG_ERROR, text);
            case ALREADY_EXISTS -> alreadyExists(text, context.event());
            case SERVER_ERROR -> new Error(ErrorCode.SERVER_ERROR, text);
            case OVERLOADED, READ_ONLY -> overloaded(text);
            case BOOTSTRAPPING -> new Error(ErrorCode.IS_BOOTSTRAPPING, text);
            case UNAVAILABLE ->
                new Unavailable(
                        text,
                        Consistencies.code(context.level()),
                        number(error, "required", 1),
                        number(error, "alive", 0));
            case TIMEOUT -> timeout(error, context);
            case REPLICA_FAILURE -> failure(error, context);
            case UNKNOWN -> unknown(error, context);
        };
    }

    private static Error functionFailure(StarlingException error) {
        List<String> types = new ArrayList<>();
        if (error.numbers().get("arguments") instanceof List<?> arguments) {
            arguments.forEach(type -> types.add(String.valueOf(type)));
        }
        return new FunctionFailure(
                error.text(), "system", String.valueOf(error.numbers().get("function")), types);
    }

    /** The protocol has this error for keyspaces and tables only. */
    private static Error alreadyExists(String text, @Nullable SchemaEvent event) {
        return event == null || event.target() == SchemaEvent.Target.TYPE
                ? new Error(ErrorCode.INVALID, text)
                : new AlreadyExists(text, event.keyspace(), event.table());
    }

    private static Error timeout(StarlingException error, Context context) {
        int level = Consistencies.code(context.level());
        int received = number(error, "received", 0);
        int required = number(error, "required", 1);
        return context.writeType() == null
                ? new ReadTimeout(error.text(), level, received, required, received >= required)
                : new WriteTimeout(error.text(), level, received, required, context.writeType());
    }

    private static Error failure(StarlingException error, Context context) {
        if (context.version() < 4) {
            return timeout(error, context);
        }
        int level = Consistencies.code(context.level());
        int received = number(error, "received", 0);
        int required = number(error, "required", 1);
        int failures = number(error, "failures", 1);
        Map<java.net.InetAddress, Integer> reasons = reasons(failures);
        return context.writeType() == null
                ? new ReadFailure(error.text(), level, received, required, failures, reasons, received > 0)
                : new WriteFailure(error.text(), level, received, required, failures, reasons, context.writeType());
    }

    private static Error unknown(StarlingException error, Context context) {
        int level = Consistencies.code(context.level());
        int received = number(error, "received", 0);
        int required = number(error, "required", 1);
        return context.version() >= ProtocolVersions.SEGMENTS
                ? new CASWriteUnknown(error.text(), level, received, required)
                : new WriteTimeout(error.text(), level, received, required, CAS);
    }

    private static Map<java.net.InetAddress, Integer> reasons(int failures) {
        Map<java.net.InetAddress, Integer> reasons = new java.util.LinkedHashMap<>();
        for (int i = 1; i <= Math.min(failures, FAILED_SHOWN_MAX); i++) {
            try {
                reasons.put(java.net.InetAddress.getByAddress(new byte[] {0, 0, 0, (byte) i}), REASON_UNKNOWN);
            } catch (java.net.UnknownHostException e) {
                throw new IllegalStateException("four bytes are an address", e);
            }
        }
        return reasons;
    }

    private static int number(StarlingException error, String name, int missing) {
        return error.numbers().get(name) instanceof Number number ? number.intValue() : missing;
    }
}
