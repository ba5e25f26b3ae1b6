package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Register;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.response.AuthSuccess;
import com.datastax.oss.protocol.internal.response.Authenticate;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client and this node say to each other, from the first message on: who speaks what, who is there, then requests. Loop only. */
final class Conversation {
    private static final String AUTHENTICATOR = "org.apache.cassandra.auth.PasswordAuthenticator";

    private enum Stage {
        NEGOTIATING,
        AUTHENTICATING,
        /** A password is being checked. */
        CHECKING,
        OPEN
    }

    private final ClientConnection connection;
    private final NativeServer server;
    private FrameCodec<WireBytes> codec;
    private Stage stage = Stage.NEGOTIATING;
    private ClientInfo info = ClientInfo.NONE;
    private int version = ProtocolVersions.MAX;
    private @Nullable String keyspace;
    private String user = "";
    private long requests;

    Conversation(ClientConnection connection, NativeServer server) {
        this.connection = connection;
        this.server = server;
        this.codec = server.codecs().plain();
    }

    int version() {
        return version;
    }

    ClientInfo info() {
        return info;
    }

    String user() {
        return user;
    }

    long requests() {
        return requests;
    }

    /** The keyspace that USE has chosen; null if none was. */
    @Nullable
    String keyspace() {
        return keyspace;
    }

    void use(String chosen) {
        keyspace = chosen;
    }

    /** Whether the client hears of overload at once instead of waiting. */
    boolean wantsRefusals() {
        return info.throwsOnOverload();
    }

    /** Takes the next message of the client. */
    void take(Envelope envelope) {
        version = envelope.version();
        WireBytes bytes = envelope.bytes();
        if (bytes == null) {
            answer(envelope.stream(), tooLong(envelope.length()));
            return;
        }
        boolean isRequest = Requests.isRequest(envelope.opcode());
        if (isRequest && stage == Stage.OPEN && connection.isFull()) {
            server.admission().releaseBytes(envelope.reserved());
            server.traffic().refused();
            answer(envelope.stream(), ErrorMessages.overloaded("Too many requests are under way"));
            return;
        }
        Frame frame = decode(envelope, bytes);
        if (frame == null || !isRequest || stage != Stage.OPEN) {
            server.admission().releaseBytes(envelope.reserved());
            if (frame != null) {
                converse(frame);
            }
            return;
        }
        requests++;
        server.requests().handle(frame, new Exchange(connection, server, frame, envelope.reserved()));
    }

    /** Answers what cannot be understood, and ends the connection. */
    void refuse(Violation violation) {
        server.traffic().violated();
        if (violation.version() < ProtocolVersions.NINE_BYTE_HEADERS) {
            connection.endWith(OldError.encode(violation.version(), violation.text()));
            return;
        }
        version = violation.version();
        answer(violation.stream(), ErrorMessages.protocol(violation.text()));
        connection.end();
    }

    /** The message, or null if it is none, which is answered then. */
    private @Nullable Frame decode(Envelope envelope, WireBytes bytes) {
        try {
            return codec.decode(bytes);
        } catch (RuntimeException e) {
            // whatever the library or the bytes' own checks find wrong: the client's fault, and where it ends is known
            server.traffic().violated();
            answer(envelope.stream(), ErrorMessages.protocol(String.valueOf(e.getMessage())));
            if (stage == Stage.NEGOTIATING) {
                connection.end();
            }
            return null;
        }
    }

    private void converse(Frame frame) {
        Message message = frame.message;
        int stream = frame.streamId;
        if (message.opcode == Opcode.OPTIONS) {
            answer(stream, SupportedOptions.message());
        } else if (message instanceof Startup startup && stage == Stage.NEGOTIATING) {
            start(stream, startup);
        } else if (message instanceof AuthResponse response && stage == Stage.AUTHENTICATING) {
            authenticate(stream, response);
        } else if (message instanceof Register register && stage == Stage.OPEN) {
            register(stream, register);
        } else {
            answer(stream, ErrorMessages.protocol(unexpected(message.opcode)));
        }
    }

    private String unexpected(int opcode) {
        return "Unexpected message " + Opcodes.name(opcode)
                + switch (stage) {
                    case NEGOTIATING -> ", expecting STARTUP or OPTIONS";
                    case AUTHENTICATING, CHECKING -> ", expecting AUTH_RESPONSE";
                    case OPEN -> ", the connection was started already";
                };
    }

    private void start(int stream, Startup startup) {
        ClientInfo said = ClientInfo.of(startup);
        try {
            said.check(version);
        } catch (MalformedBytes e) {
            answer(stream, ErrorMessages.protocol(String.valueOf(e.getMessage())));
            connection.end();
            return;
        }
        info = said;
        boolean asks = server.authenticator().asks();
        stage = asks ? Stage.AUTHENTICATING : Stage.OPEN;
        answer(stream, asks ? new Authenticate(AUTHENTICATOR) : new Ready());
        boolean compressed = !info.compression().isEmpty();
        if (version >= ProtocolVersions.SEGMENTS) {
            connection.startSegments(server.codecs().segments(compressed));
        } else if (compressed) {
            codec = server.codecs().lz4();
            connection.writer().compress(codec);
        }
        if (stage == Stage.OPEN) {
            server.opened(connection);
        }
    }

    private void authenticate(int stream, AuthResponse response) {
        Credentials credentials = Credentials.parse(response.token);
        if (credentials == null) {
            answer(stream, new Error(ErrorCode.AUTH_ERROR, "Credentials are NUL user NUL password (SASL PLAIN)"));
            return;
        }
        stage = Stage.CHECKING;
        var unused = server.authenticator()
                .check(credentials.user(), credentials.password())
                .whenComplete((good, failure) -> {
                    if (connection.isClosed()) {
                        return;
                    }
                    if (failure == null && good) {
                        stage = Stage.OPEN;
                        user = credentials.user();
                        answer(stream, new AuthSuccess(nothing()));
                        server.opened(connection);
                    } else {
                        stage = Stage.AUTHENTICATING;
                        answer(
                                stream,
                                new Error(
                                        ErrorCode.AUTH_ERROR,
                                        "Provided username " + credentials.user() + " and/or password are incorrect"));
                    }
                });
    }

    @SuppressWarnings("NullAway") // the token of success is null on the wire, as drivers expect it
    private static ByteBuffer nothing() {
        return null;
    }

    private void register(int stream, Register register) {
        for (String type : register.eventTypes) {
            if (!EventHub.TYPES.contains(type)) {
                answer(stream, ErrorMessages.protocol("Invalid value '" + type + "' for Type"));
                return;
            }
        }
        server.events().register(connection, register.eventTypes);
        answer(stream, new Ready());
    }

    private Error tooLong(int length) {
        server.traffic().refused();
        int max = server.options().messageBytesMax();
        return length > max
                ? ErrorMessages.protocol(
                        "Request is too big: length " + length + " exceeds maximum allowed length " + max + ".")
                : ErrorMessages.overloaded("Too many large requests are under way to take one of " + length + " bytes");
    }

    private void answer(int stream, Message message) {
        connection.send(Frame.forResponse(version, stream, null, Map.of(), List.of(), message));
    }
}
