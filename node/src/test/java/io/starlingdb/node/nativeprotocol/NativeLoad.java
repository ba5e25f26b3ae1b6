package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a prepared point read and write cost: 64 requests in flight on 4 connections (protocol v4), spread over the given nodes, and the CPU
 * time of the server processes from /proc. For any server of the protocol, so that others can be measured likewise; run by hand:
 * {@code NativeLoad HOST:PORT,… PID,… RF LEVEL REQUESTS [write|read]}.
 */
public final class NativeLoad {
    private static final int CONNECTIONS = 4;
    private static final int IN_FLIGHT = 16;
    private static final int KEYS = 100_000;
    private static final int VALUE_BYTES = 100;
    private static final int VERSION = 4;

    private final FrameCodec<WireBytes> codec = FrameCodec.defaultClient(new WireBytesCodec(), Compressor.none());
    private final String[] nodes;
    private final String[] pids;
    private final int level;

    private NativeLoad(String[] nodes, String[] pids, int level) {
        this.nodes = nodes;
        this.pids = pids;
        this.level = level;
    }

    public static void main(String[] arguments) throws Exception {
        NativeLoad load = new NativeLoad(
                arguments[0].split(","),
                arguments[1].split(","),
                Consistencies.code(io.starlingdb.client.ConsistencyLevel.valueOf(arguments[3])));
        load.run(
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[4]),
                arguments.length > 5 ? arguments[5] : "");
    }

    /** @param only the kind that counts; the other is run once then, at first, so that there is something to read */
    private void run(int replicas, int requests, String only) throws Exception {
        Connection first = new Connection(nodes[0]);
        first.call(new Query("CREATE KEYSPACE IF NOT EXISTS load WITH replication = {'class': 'SimpleStrategy',"
                + " 'replication_factor': " + replicas + "}"));
        first.call(new Query("CREATE TABLE IF NOT EXISTS load.kv (k blob PRIMARY KEY, v blob)"));
        Thread.sleep(2_000);
        for (int round = 0; round < 3; round++) {
            if (!only.equals("read") || round == 0) {
                report(round, "write", "INSERT INTO load.kv (k, v) VALUES (?, ?)", true, requests);
            }
            if (!only.equals("write")) {
                report(round, "read", "SELECT v FROM load.kv WHERE k = ?", false, requests);
            }
        }
        System.exit(0);
    }

    private void report(int round, String name, String statement, boolean writes, int requests) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = new Connection(nodes[i % nodes.length]);
            connection.id = ((Prepared) connection.call(new Prepare(statement))).preparedQueryId;
            connections.add(connection);
        }
        long cpuBefore = cpuMicros();
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (Connection connection : connections) {
            Thread thread = new Thread(() -> connection.pump(writes, requests / CONNECTIONS));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long nanos = System.nanoTime() - begin;
        System.out.printf(
                Locale.ROOT,
                "%d %s: %.1f µs CPU of servers per request, %.0f requests/s, %d errors%n",
                round,
                name,
                (cpuMicros() - cpuBefore) / (double) requests,
                requests * 1e9 / nanos,
                connections.stream().mapToLong(connection -> connection.errors).sum());
        for (Connection connection : connections) {
            connection.socket.close();
        }
    }

    private long cpuMicros() throws IOException {
        long ticks = 0;
        for (String pid : pids) {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks * 10_000;
    }

    private final class Connection {
        private final Socket socket;
        private final DataInputStream in;
        private final SplittableRandom random = new SplittableRandom();
        private byte[] id = new byte[0];
        private long errors;

        Connection(String node) throws IOException {
            String[] parts = node.split(":");
            socket = new Socket(parts[0], Integer.parseInt(parts[1]));
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 64 << 10));
            call(new Startup());
        }

        Message call(Message request) throws IOException {
            socket.getOutputStream().write(encode(0, request));
            Message answer = codec.decode(frame()).message;
            if (answer instanceof Error error) {
                throw new IOException(error.message);
            }
            return answer;
        }

        void pump(boolean writes, int requests) {
            try {
                WireBytes out = WireBytes.allocate(16 << 10);
                int sent = 0;
                for (; sent < IN_FLIGHT; sent++) {
                    request(sent, writes, out);
                }
                for (int received = 0; received < requests; ) {
                    socket.getOutputStream().write(out.array(), 0, out.size());
                    out.clear(16 << 10);
                    do {
                        WireBytes frame = frame();
                        received++;
                        if (frame.array()[4] == 0) {
                            errors++;
                        }
                        if (sent < requests) {
                            request(frame.peekInt(0) << 16 >> 16, writes, out);
                            sent++;
                        }
                    } while (in.available() > 0 && received < requests);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void request(int stream, boolean writes, WireBytes out) {
            byte[] key = new byte[16];
            ByteBuffer.wrap(key).putLong(0, random.nextInt(KEYS) * 0x9e3779b97f4a7c15L);
            List<ByteBuffer> values = new ArrayList<>(2);
            values.add(ByteBuffer.wrap(key));
            if (writes) {
                byte[] value = new byte[VALUE_BYTES];
                ByteBuffer.wrap(value).putLong(0, random.nextLong());
                values.add(ByteBuffer.wrap(value));
            }
            QueryOptions options = new QueryOptions(
                    level,
                    values,
                    Map.of(),
                    true,
                    -1,
                    null,
                    8,
                    QueryOptions.NO_DEFAULT_TIMESTAMP,
                    null,
                    Integer.MIN_VALUE);
            byte[] bytes = encode(stream, new Execute(id, options));
            out.write(bytes, 0, bytes.length);
        }

        private byte[] encode(int stream, Message message) {
            WireBytes bytes = codec.encode(Frame.forRequest(VERSION, stream, false, Map.of(), message));
            return Arrays.copyOfRange(bytes.array(), bytes.reader(), bytes.writer());
        }

        private WireBytes frame() throws IOException {
            byte[] header = new byte[Envelope.HEADER_BYTES];
            in.readFully(header);
            int length = ByteBuffer.wrap(header).getInt(5);
            byte[] whole = Arrays.copyOf(header, header.length + length);
            in.readFully(whole, header.length, length);
            return WireBytes.view(whole, 0, whole.length);
        }
    }
}
