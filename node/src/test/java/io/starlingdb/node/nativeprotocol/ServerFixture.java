package io.starlingdb.node.nativeprotocol;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.net.NodeLoop;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.security.Authenticator;
import io.starlingdb.node.tracing.Tracer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The server on a free loopback port, over data that the test holds back; with a table {@code k.t (a int PRIMARY KEY, b int)}. */
final class ServerFixture implements AutoCloseable, SchemaAccess, TimeSource, NativeTraffic, Authenticator {
    final HeldData data = new HeldData();
    final AtomicBoolean takesClients = new AtomicBoolean(true);
    final FuzzCorpus corpus = new FuzzCorpus(new SplittableRandom(1));
    private final NodeLoop loop = NodeLoop.start(Throwable::printStackTrace);
    private final NativeServer server;
    private final boolean asks;
    private final LoadLimit limit;
    private Schema schema = Schema.EMPTY;

    /** @param asks whether clients must be {@code me} with the password {@code secret} */
    ServerFixture(NativeOptions options, boolean asks) {
        this(options, asks, new LoadLimit(1_000, 1_000, 0));
    }

    /** @param asks whether clients must be {@code me} with the password {@code secret} */
    ServerFixture(NativeOptions options, boolean asks, LoadLimit limit) {
        this.asks = asks;
        this.limit = limit;
        CqlEngine engine =
                new CqlEngine(data, this, VirtualTables.NONE, this, new SplittableRandom(1), () -> new byte[] {1}, 100);
        server = onLoop(() -> {
            String keyspace =
                    "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}";
            engine.execute(keyspace, java.util.List.of(), io.starlingdb.node.cql.run.Session.DEFAULT)
                    .join();
            engine.execute(
                            "CREATE TABLE k.t (a int PRIMARY KEY, b int)",
                            java.util.List.of(),
                            io.starlingdb.node.cql.run.Session.DEFAULT)
                    .join();
            NativeParts parts = new NativeParts(
                    engine,
                    takesClients::get,
                    limit,
                    this,
                    this,
                    new Tracer(
                            this,
                            new SplittableRandom(2),
                            new InetSocketAddress("127.0.0.1", 9042),
                            new Endpoint("127.0.0.1", 7000),
                            trace -> {}),
                    this);
            return NativeServer.listen(loop.vertx(), loop, "127.0.0.1", 0, parts, options);
        });
    }

    /** A connection that has said nothing yet. */
    FuzzConnection connect(int version) throws IOException {
        return new FuzzConnection("127.0.0.1", server.port(), version, corpus);
    }

    /** Lets clients go. */
    CompletableFuture<Void> drain() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        loop.execute(() -> {
            server.announce(ClusterEvents.removed(new InetSocketAddress("127.0.0.1", server.port())));
            CompletionStage<Void> unused = server.drain().thenAccept(drained::complete);
        });
        return drained;
    }

    /** Ends a write that is held. */
    void end(CompletableFuture<io.starlingdb.node.coordinator.WriteResult> write) {
        loop.execute(() -> write.complete(HeldData.done()));
    }

    @Override
    public void close() {
        loop.close();
    }

    @Override
    public Schema current() {
        return schema;
    }

    @Override
    public CompletableFuture<Schema> change(SchemaChange change) {
        try {
            schema = change.applyTo(schema);
            return CompletableFuture.completedFuture(schema);
        } catch (StarlingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public long nanoTime() {
        return 1_000_000_000L;
    }

    @Override
    public long wallMicros() {
        return 1_700_000_000_000_000L;
    }

    @Override
    public boolean asks() {
        return asks;
    }

    @Override
    public CompletionStage<Boolean> check(String user, String password) {
        return CompletableFuture.completedFuture(user.equals("me") && password.equals("secret"));
    }

    @Override
    public void ended(int opcode, long nanos, boolean failed) {}

    @Override
    public void received(int bytes) {}

    @Override
    public void sent(int bytes) {}

    @Override
    public void refused() {}

    @Override
    public void violated() {}

    private NativeServer onLoop(Supplier<CompletionStage<NativeServer>> task) {
        CompletableFuture<NativeServer> result = new CompletableFuture<>();
        loop.execute(() -> {
            CompletionStage<NativeServer> unused = task.get().whenComplete((made, failure) -> {
                if (failure == null) {
                    result.complete(made);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        });
        return result.join();
    }
}
