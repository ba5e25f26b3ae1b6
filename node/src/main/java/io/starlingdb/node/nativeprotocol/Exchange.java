package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.nativeprotocol.ErrorMessages.Context;
import io.starlingdb.node.tracing.Trace;
import io.starlingdb.wire.TraceLog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request under way, until it is answered, once. Loop only. */
final class Exchange implements BiConsumer<@Nullable ResultSet, @Nullable Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ClientConnection connection;
    private final NativeServer server;
    private final int version;
    private final int stream;
    private final int opcode;
    private final int reservedBytes;
    private final long beginNanos;
    private @Nullable Trace trace;
    private ConsistencyLevel level = ConsistencyLevel.ONE;
    private @Nullable KnownStatement statement;
    private @Nullable String writeType;
    private boolean skipsMetadata;
    private byte @Nullable [] clientsResultId;

    Exchange(ClientConnection connection, NativeServer server, Frame request, int reservedBytes) {
        this.connection = connection;
        this.server = server;
        this.version = request.protocolVersion;
        this.stream = request.streamId;
        this.opcode = request.message.opcode;
        this.reservedBytes = reservedBytes;
        this.beginNanos = connection.receivedNanos();
        connection.begin();
    }

    /** How much of its time it has left; it may have waited for its turn. */
    long leftNanos() {
        return server.options().requestNanos() - (server.time().nanoTime() - beginNanos);
    }

    Conversation conversation() {
        return connection.conversation();
    }

    ClientConnection connection() {
        return connection;
    }

    int version() {
        return version;
    }

    void traces(Trace begun) {
        trace = begun;
    }

    /** Takes what is done for the request; null if its client does not want to know. */
    @Nullable
    TraceLog trace() {
        return trace == null ? null : trace.log();
    }

    /** Says at which level it runs, for errors. */
    void at(ConsistencyLevel consistency) {
        level = consistency;
    }

    /** Says what it runs, for errors and results. */
    void runs(KnownStatement known) {
        statement = known;
        writeType = switch (known.statement().effect()) {
            case READ, OTHER -> null;
            case WRITE -> ErrorMessages.SIMPLE;
            case COUNTER -> ErrorMessages.COUNTER;
            case BATCH -> ErrorMessages.BATCH;
            case UNLOGGED_BATCH -> ErrorMessages.UNLOGGED_BATCH;
        };
    }

    /** Says what kind of write it is, for errors. */
    void writes(String type) {
        writeType = type;
    }

    /** Says what the client knows of the result's columns. */
    void knows(boolean skips, byte @Nullable [] resultId) {
        skipsMetadata = skips;
        clientsResultId = resultId;
    }

    /** Answers with what the engine comes to. */
    void awaits(CompletableFuture<ResultSet> running) {
        CompletableFuture<ResultSet> unused = running.whenComplete(this);
    }

    @Override
    public void accept(@Nullable ResultSet result, @Nullable Throwable failure) {
        if (failure != null || result == null) {
            fail(failure == null ? new IllegalStateException("no result") : failure);
            return;
        }
        if (result.kind() == ResultSet.Kind.SET_KEYSPACE && result.keyspace() != null) {
            conversation().use(result.keyspace());
        }
        try {
            answer(ResultMessages.of(result, statement, version, skipsMetadata, clientsResultId), result.warnings());
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    void fail(Throwable failure) {
        if (failure instanceof StarlingException error) {
            answer(
                    ErrorMessages.of(
                            error,
                            new Context(
                                    version,
                                    level,
                                    writeType,
                                    statement == null
                                            ? null
                                            : statement.statement().schemaEvent())),
                    List.of());
        } else if (failure instanceof MalformedBytes) {
            answer(ErrorMessages.protocol(String.valueOf(failure.getMessage())), List.of());
        } else {
            LOG.error("A {} failed by a fault of this program", Opcodes.name(opcode), failure);
            answer(new Error(ErrorCode.SERVER_ERROR, "This node failed; its log has the details"), List.of());
        }
    }

    void answer(Message message, List<String> warnings) {
        connection.end(reservedBytes);
        Trace traced = trace;
        UUID tracingId = traced == null ? null : traced.id();
        if (traced != null) {
            server.traces().end(traced);
        }
        List<String> told = version < 4 ? List.of() : warnings;
        try {
            connection.send(Frame.forResponse(version, stream, tracingId, Map.of(), told, message));
        } catch (RuntimeException e) {
            LOG.error("An answer to {} could not be encoded", Opcodes.name(opcode), e);
            Error error = new Error(ErrorCode.SERVER_ERROR, "The answer could not be encoded: " + e.getMessage());
            connection.send(Frame.forResponse(version, stream, null, Map.of(), List.of(), error));
        }
        server.traffic().ended(opcode, server.time().nanoTime() - beginNanos, message instanceof Error);
    }
}
