package io.starlingdb.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.wire.Preamble;
import io.starlingdb.wire.WireVersions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VertxTransportTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private TestPeer a;
    private TestPeer b;

    @BeforeEach
    void start() throws Exception {
        a = keep(TestPeer.listening("birds", TestPeer.freeEndpoint()));
        b = keep(TestPeer.listening("birds", TestPeer.freeEndpoint()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        assertThat(a.uncaught).isEmpty();
        assertThat(b.uncaught).isEmpty();
    }

    @Test
    void shouldDeliverInOrderUnderTheSendersAnnouncedEndpoint() throws Exception {
        a.send(b.self, Lane.REQUEST, "one", "two");
        a.send(b.self, Lane.REQUEST, "three");

        assertThat(List.of(b.nextReceived(), b.nextReceived(), b.nextReceived()))
                .containsExactly(a.self + " one", a.self + " two", a.self + " three");
        b.send(a.self, Lane.URGENT, "back");
        assertThat(a.nextReceived()).isEqualTo(b.self + " back");
    }

    @Test
    void shouldSendTheFramesOfOneTurnWithOneWrite() throws Exception {
        connect(a, b);

        a.send(b.self, Lane.REQUEST, "1", "2", "3", "4", "5");

        for (int i = 1; i <= 5; i++) {
            assertThat(b.nextReceived()).endsWith(" " + i);
        }
        TrafficStatistics sent = lane(a, Lane.REQUEST);
        assertThat(sent.framesSent()).isEqualTo(6);
        assertThat(sent.writes()).isEqualTo(2);
        assertThat(lane(b, Lane.REQUEST).framesReceived()).isEqualTo(6);
        assertThat(lane(b, Lane.REQUEST).bytesReceived()).isEqualTo(sent.bytesSent());
    }

    @Test
    void shouldCarryFramesOfManySizes() throws Exception {
        String large = "x".repeat(3 << 20);

        a.send(b.self, Lane.BULK, large, "small", large);

        assertThat(b.nextReceived()).hasSize(a.self.toString().length() + 1 + large.length());
        assertThat(b.nextReceived()).endsWith(" small");
        assertThat(b.nextReceived()).endsWith(large);
    }

    @Test
    void shouldReportAPeerThatRefusesConnectionsAndEveryFrameDroppedForIt() throws Exception {
        Endpoint nobody = TestPeer.freeEndpoint();

        a.send(nobody, Lane.REQUEST, "lost", "lost too");
        assertThat(a.nextUnreachable()).isEqualTo(nobody);

        a.send(nobody, Lane.REQUEST, "during the pause");
        assertThat(a.nextUnreachable()).isEqualTo(nobody);
        assertThat(lane(a, Lane.REQUEST).framesDropped()).isEqualTo(3);
        assertThat(a.statistics().dialsFailed()).isEqualTo(1);
    }

    @Test
    void shouldReportALostConnectionAtOnceAndSendAgainWhenThePeerIsBack() throws Exception {
        connect(a, b);
        b.close();
        assertThat(a.nextUnreachable()).isEqualTo(b.self);
        assertThat(a.statistics().connectionsLost()).isEqualTo(1);

        b = keep(TestPeer.listening("birds", b.self));
        a.on(() -> {
            a.transport.reachable(b.self);
            return true;
        });
        a.send(b.self, Lane.REQUEST, "again");

        assertThat(b.nextReceived()).endsWith(" again");
    }

    @Test
    void shouldReconnectAtOnceToAPeerThatConnectsByItself() throws Exception {
        connect(a, b);
        b.close();
        assertThat(a.nextUnreachable()).isEqualTo(b.self);

        b = keep(TestPeer.listening("birds", b.self));
        b.send(a.self, Lane.URGENT, "I am back");

        await().untilAsserted(() -> assertThat(a.statistics().outbound()).isEqualTo(1));
    }

    @Test
    void shouldCloseTheConnectionsToADeadPeer() throws Exception {
        connect(a, b);

        a.on(() -> {
            a.transport.dead(b.self);
            return true;
        });

        assertThat(a.nextUnreachable()).isEqualTo(b.self);
        assertThat(a.statistics().outbound()).isZero();
        await().untilAsserted(() -> assertThat(b.statistics().inbound()).isZero());
    }

    @Test
    void shouldPartFromANodeOfAnotherCluster() throws Exception {
        TestPeer other = keep(TestPeer.listening("fish", TestPeer.freeEndpoint()));

        a.send(other.self, Lane.REQUEST, "hello?");

        assertThat(a.nextUnreachable()).isEqualTo(other.self);
        assertThat(other.received).isEmpty();
        assertThat(other.statistics().strangers()).isEqualTo(1);
        assertThat(a.statistics().outbound()).isZero();
    }

    @Test
    void shouldCloseOnlyTheConnectionThatHostileBytesComeBy() throws Exception {
        for (String hostile :
                List.of("GET / HTTP/1.1\r\n\r\n", "\0\0\0\0", "\u007f\u007f\u007f\u007f", "\0\0\0\4STLG")) {
            try (Socket socket = connectTo(b)) {
                socket.getOutputStream().write(hostile.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
        try (Socket socket = connectTo(b)) {
            greet(socket, a.self);
            new DataOutputStream(socket.getOutputStream()).writeInt(Integer.MAX_VALUE);
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty(); // the answer, then the end
        }

        connect(a, b);
        assertThat(b.statistics().strangers()).isEqualTo(5);
    }

    @Test
    void shouldDropWhatASlowPeerDoesNotTakeAndKeepTheOtherLanesGoing() throws Exception {
        TestPeer sender = keep(new TestPeer(
                TransportOptions.of("birds", TestPeer.freeEndpoint()).withQueueBytesMax(1 << 20)));
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Endpoint slow = new Endpoint(server.getInetAddress().getHostAddress(), server.getLocalPort());
            String[] flood = new String[400];
            java.util.Arrays.fill(flood, "x".repeat(100_000));
            sender.send(slow, Lane.BULK, flood);
            try (Socket bulk = server.accept()) {
                greet(bulk, slow);
                sender.send(slow, Lane.URGENT, "quick");
                try (Socket urgent = server.accept()) {
                    assertThat(readFrame(skipPreamble(urgent))).isEqualTo("quick");
                }
            }
            assertThat(lane(sender, Lane.BULK).framesDropped()).isGreaterThan(100);
            assertThat(lane(sender, Lane.URGENT).framesDropped()).isZero();
        }
    }

    @Test
    void shouldSayWhyItCannotListen() throws Exception {
        TestPeer second = keep(new TestPeer(TransportOptions.of("birds", a.self)));

        assertThatThrownBy(second::listen).hasRootCauseInstanceOf(java.net.BindException.class);
    }

    private void connect(TestPeer from, TestPeer to) throws InterruptedException {
        from.send(to.self, Lane.REQUEST, "connect");
        assertThat(to.nextReceived()).isEqualTo(from.self + " connect");
    }

    private static TrafficStatistics lane(TestPeer peer, Lane lane) {
        return peer.statistics().lanes().get(lane);
    }

    private static Socket connectTo(TestPeer peer) throws IOException {
        Socket socket = new Socket(peer.self.host(), peer.self.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void greet(Socket socket, Endpoint as) throws IOException {
        byte[] preamble = new Preamble("birds", as, Lane.BULK, WireVersions.CURRENT).encode();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(preamble.length);
        out.write(preamble);
        out.flush();
    }

    private static DataInputStream skipPreamble(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readNBytes(in.readInt());
        return in;
    }

    private static String readFrame(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(one);
        return one;
    }
}
