package io.starlingdb.node.nativeprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Options;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Register;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.coordinator.WriteResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol byte by byte, as clients that are not all well behaved speak it. */
class NativeServerTest {
    private static final String INSERT = "INSERT INTO k.t (a, b) VALUES (1, 2)";

    private ServerFixture fixture = new ServerFixture(NativeOptions.DEFAULT, false);

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void restart(NativeOptions options, boolean asks) {
        fixture.close();
        fixture = new ServerFixture(options, asks);
    }

    /** A node that works on so many requests at once. */
    private void limited(int requests) {
        fixture.close();
        fixture = new ServerFixture(NativeOptions.DEFAULT, false, new LoadLimit(requests, requests, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 65, 66, 71})
    void shouldRefuseOtherVersionsInWordsThatDriversKnow(int version) throws IOException {
        try (FuzzConnection connection = fixture.connect(4)) {
            connection.sendRaw(new byte[] {(byte) version, 0, 0, 9, 5, 0, 0, 0, 0});
            WireBytes answer = view(connection.rest());
            assertThat(answer.readByte()).isEqualTo((byte) 0x85);
            answer.readByte();
            assertThat(answer.readUnsignedShort()).isEqualTo(9);
            assertThat(answer.readByte()).isEqualTo((byte) Opcode.ERROR);
            answer.readInt();
            assertThat(answer.readInt()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(new WireBytesCodec().readString(answer))
                    .isEqualTo("Invalid or unsupported protocol version (" + version
                            + "); supported versions are (3/v3, 4/v4, 5/v5)");
        }
    }

    @Test
    void shouldAnswerTheFirstVersionsInTheirOwnForm() throws IOException {
        try (FuzzConnection connection = fixture.connect(4)) {
            connection.sendRaw(new byte[] {2, 0, 1, 5, 0, 0, 0, 0});
            WireBytes answer = view(connection.rest());
            assertThat(answer.readByte()).isEqualTo((byte) 0x82);
            answer.readByte();
            answer.readByte();
            assertThat(answer.readByte()).isEqualTo((byte) Opcode.ERROR);
            assertThat(answer.readInt()).isEqualTo(answer.size());
        }
    }

    @Test
    void shouldExplainThatTheBetaVersionNeedsItsFlag() throws IOException {
        try (FuzzConnection connection = fixture.connect(4)) {
            connection.sendRaw(new byte[] {6, 0, 0, 1, 5, 0, 0, 0, 0});
            assertThat(new String(connection.rest(), StandardCharsets.UTF_8))
                    .contains("Beta version of the protocol used (6/v6-beta), but USE_BETA flag is unset");
        }
    }

    @Test
    void shouldWantStartupFirst() throws IOException {
        try (FuzzConnection connection = fixture.connect(4)) {
            assertThat(error(connection, 4, new Query(INSERT))).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(text(connection)).isEqualTo("Unexpected message QUERY, expecting STARTUP or OPTIONS");
            connection.ping(5);
            connection.start();
            assertThat(error(connection, 4, new Startup())).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void shouldAskForCredentials(int version) throws IOException {
        restart(NativeOptions.DEFAULT, true);
        try (FuzzConnection connection = fixture.connect(version)) {
            connection.start();
            assertThat(error(connection, version, new Query(INSERT))).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(error(connection, version, credentials("\0me\0wrong"))).isEqualTo(ErrorCode.AUTH_ERROR);
            assertThat(error(connection, version, credentials("nonsense"))).isEqualTo(ErrorCode.AUTH_ERROR);
            assertThat(call(connection, version, credentials("\0me\0secret"))).isEqualTo(Opcode.AUTH_SUCCESS);
            assertThat(connection.body().readInt()).as("a null token").isEqualTo(-1);
            assertThat(call(connection, version, new Query("SELECT * FROM k.t")))
                    .isEqualTo(Opcode.RESULT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void shouldPassOverAMessageThatIsTooLong(int version) throws IOException {
        restart(NativeOptions.DEFAULT.withMessageBytesMax(1_000), false);
        try (FuzzConnection connection = fixture.connect(version).start()) {
            assertThat(error(connection, version, new Query("x".repeat(200_000))))
                    .isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(text(connection))
                    .startsWith("Request is too big: length ")
                    .endsWith("maximum allowed length 1000.");
            connection.ping(7);
        }
    }

    @Test
    void shouldRefuseLargeMessagesBeyondTheirShareOfMemory() throws IOException {
        restart(NativeOptions.DEFAULT.withLargeBytesMax(100_000), false);
        try (FuzzConnection connection = fixture.connect(4).start()) {
            assertThat(error(connection, 4, new Query("x".repeat(200_000)))).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(error(connection, 4, new Query("x".repeat(90_000)))).isEqualTo(ErrorCode.SYNTAX_ERROR);
            assertThat(error(connection, 4, new Query("x".repeat(90_000)))).isEqualTo(ErrorCode.SYNTAX_ERROR);
        }
    }

    @Test
    void shouldNotReadOnWhileTooMuchIsUnderWay() throws Exception {
        restart(NativeOptions.DEFAULT.withRequestsOfConnection(2), false);
        try (FuzzConnection connection = fixture.connect(4).start()) {
            for (int stream = 10; stream < 15; stream++) {
                connection.send(fixture.corpus.encode(4, stream, new Query(INSERT)));
            }
            for (int stream = 10; stream < 15; stream++) {
                CompletableFuture<WriteResult> write = fixture.data.held().poll(20, TimeUnit.SECONDS);
                assertThat(write).isNotNull();
                assertThat(fixture.data.held().size()).isLessThanOrEqualTo(1);
                fixture.end(write);
                assertThat(connection.awaitAnswer(stream)).isEqualTo(Opcode.RESULT);
            }
            connection.ping(20);
        }
    }

    @Test
    void shouldRefuseAtOnceWhoWantsThat() throws Exception {
        limited(1);
        try (FuzzConnection connection = fixture.connect(4)) {
            assertThat(call(connection, 4, new Startup(Map.of("CQL_VERSION", "3.0.0", "throw_on_overload", "1"))))
                    .isEqualTo(Opcode.READY);
            connection.send(fixture.corpus.encode(4, 10, new Query(INSERT)));
            CompletableFuture<WriteResult> write = fixture.data.held().poll(20, TimeUnit.SECONDS);
            assertThat(write).isNotNull();
            assertThat(error(connection, 4, new Query(INSERT))).isEqualTo(ErrorCode.OVERLOADED);
            fixture.end(write);
            assertThat(connection.awaitAnswer(10)).isEqualTo(Opcode.RESULT);
        }
    }

    @Test
    void shouldNotWaitForEverForClientsThatSayNothing() throws IOException {
        restart(NativeOptions.DEFAULT.withStartupNanos(TimeUnit.MILLISECONDS.toNanos(1)), false);
        try (FuzzConnection connection = fixture.connect(4)) {
            assertThat(connection.rest()).isEmpty();
        }
    }

    @Test
    void shouldSendClientsAwayWhileItDrains() throws IOException {
        try (FuzzConnection connection = fixture.connect(4).start()) {
            fixture.takesClients.set(false);
            assertThat(error(connection, 4, new Query(INSERT))).isEqualTo(ErrorCode.IS_BOOTSTRAPPING);
            connection.ping(3);
        }
    }

    @Test
    void shouldAnswerEverythingUntilTheClientLeaves() throws Exception {
        try (FuzzConnection connection = fixture.connect(4).start()) {
            assertThat(call(connection, 4, new Register(List.of("TOPOLOGY_CHANGE"))))
                    .isEqualTo(Opcode.READY);
            connection.send(fixture.corpus.encode(4, 10, new Query(INSERT)));
            CompletableFuture<WriteResult> write = fixture.data.held().poll(20, TimeUnit.SECONDS);
            assertThat(write).isNotNull();
            fixture.takesClients.set(false);
            CompletableFuture<Void> drained = fixture.drain();
            assertThat(connection.awaitAnswer(-1)).isEqualTo(Opcode.EVENT);
            assertThat(new WireBytesCodec().readString(connection.body())).isEqualTo("TOPOLOGY_CHANGE");
            assertThat(error(connection, 4, new Query(INSERT))).isEqualTo(ErrorCode.IS_BOOTSTRAPPING);
            fixture.end(write);
            assertThat(connection.awaitAnswer(10)).isEqualTo(Opcode.RESULT);
            try (FuzzConnection late = fixture.connect(4)) {
                assertThat(late.rest()).as("no more connections are taken").isEmpty();
            }
            connection.ping(11);
            assertThat(drained).isNotDone();
            connection.leave();
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldEndConnectionsWhoseClientsDoNotLeave() throws Exception {
        restart(NativeOptions.DEFAULT.withFarewell(new Farewell.Patience(0, 0, Long.MAX_VALUE)), false);
        try (FuzzConnection connection = fixture.connect(4).start()) {
            CompletableFuture<Void> drained = fixture.drain();
            assertThat(connection.rest()).isEmpty();
            connection.leave();
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldLoseNoAnswerThatTheClientHasNotTakenYetWhenItsTimeIsOver() throws Exception {
        restart(NativeOptions.DEFAULT.withRequestsOfConnection(1).withFarewell(new Farewell.Patience(0, 0, 0)), false);
        try (FuzzConnection connection = fixture.connect(4).start()) {
            connection.send(fixture.corpus.encode(4, 9, Options.INSTANCE));
            connection.send(fixture.corpus.encode(4, 10, new Query(INSERT)));
            assertThat(fixture.data.held().poll(20, TimeUnit.SECONDS)).isNotNull();
            connection.send(fixture.corpus.encode(4, 11, new Query(INSERT))); // is not read any more
            CompletableFuture<Void> drained = fixture.drain();
            assertThat(connection.awaitAnswer(9)).isEqualTo(FuzzConnection.OPCODE_SUPPORTED);
            assertThat(connection.rest()).as("an end, not a reset").isEmpty();
            connection.leave();
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldCloseWhenASegmentIsBroken() throws IOException {
        try (FuzzConnection connection = fixture.connect(5).start()) {
            connection.sendRaw(new byte[] {9, 0, 2, 1, 1, 1, 5, 0, 0, 1, 5, 0, 0, 0, 0, 1, 2, 3, 4});
            assertThat(new String(connection.rest(), StandardCharsets.UTF_8)).contains("CRC mismatch");
        }
    }

    @Test
    void shouldTellWhichErrorItIs() throws IOException {
        try (FuzzConnection connection = fixture.connect(4).start()) {
            byte[] unknown = new byte[16];
            assertThat(error(connection, 4, new Execute(unknown, options(1, -1))))
                    .isEqualTo(ErrorCode.UNPREPARED);
            assertThat(error(connection, 4, new Query(INSERT, options(77, -1)))).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(error(connection, 4, new Query("SELECT nothing FROM k.t")))
                    .isEqualTo(ErrorCode.INVALID);
            assertThat(error(connection, 4, new Query("CREATE TABLE k.t (a int PRIMARY KEY)")))
                    .isEqualTo(ErrorCode.ALREADY_EXISTS);
        }
    }

    private static QueryOptions options(int level, int pageSize) {
        return new QueryOptions(
                level,
                List.of(),
                Map.of(),
                false,
                pageSize,
                null,
                8,
                QueryOptions.NO_DEFAULT_TIMESTAMP,
                null,
                QueryOptions.NO_NOW_IN_SECONDS);
    }

    private static Message credentials(String text) {
        return new AuthResponse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private int call(FuzzConnection connection, int version, Message request) throws IOException {
        connection.send(fixture.corpus.encode(version, 42, request));
        return connection.awaitAnswer(42);
    }

    private int error(FuzzConnection connection, int version, Message request) throws IOException {
        assertThat(call(connection, version, request)).isEqualTo(Opcode.ERROR);
        return connection.body().readInt();
    }

    private static String text(FuzzConnection connection) {
        WireBytes body = connection.body();
        body.readInt();
        return new WireBytesCodec().readString(body);
    }

    private static WireBytes view(byte[] bytes) {
        return WireBytes.view(bytes, 0, bytes.length);
    }
}
