package io.starlingdb.node.net;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A transport on a loop of its own, with what it heard. */
final class TestPeer implements AutoCloseable {
    final NodeLoop loop;
    final VertxTransport transport;
    final Endpoint self;
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    final BlockingQueue<Endpoint> unreachable = new LinkedBlockingQueue<>();
    final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();

    TestPeer(TransportOptions options) {
        self = options.self();
        loop = NodeLoop.start(uncaught::add);
        transport = on(() -> new VertxTransport(loop, new RealTime(), options, unreachable::add));
    }

    static TestPeer listening(String cluster, Endpoint self) throws Exception {
        TestPeer peer = new TestPeer(TransportOptions.of(cluster, self));
        peer.listen();
        return peer;
    }

    /** An endpoint on loopback that nobody listens on. */
    static Endpoint freeEndpoint() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            return new Endpoint(loopback.getHostAddress(), socket.getLocalPort());
        }
    }

    void listen() throws Exception {
        on(() -> transport.listen((from, buffer, offset, length) ->
                        received.add(from + " " + new String(buffer, offset, length, StandardCharsets.UTF_8))))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** Sends all texts in one turn of the loop. */
    void send(Endpoint to, Lane lane, String... texts) {
        on(() -> {
            for (String text : texts) {
                transport.send(to, lane, text.getBytes(StandardCharsets.UTF_8));
            }
            return true;
        });
    }

    String nextReceived() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }

    Endpoint nextUnreachable() throws InterruptedException {
        return unreachable.poll(10, TimeUnit.SECONDS);
    }

    TransportStatistics statistics() {
        return on(transport::statistics);
    }

    /** Runs on the loop and waits for the result. */
    <T> T on(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        loop.close();
    }

    private static final class RealTime implements TimeSource {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long wallMicros() {
            return System.currentTimeMillis() * 1000;
        }
    }
}
