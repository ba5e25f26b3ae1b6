package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * A client's connection on which requests are begun at given times, whatever became of those before (an open loop): one thread sends, another
 * takes the answers. The client wants to hear of overload at once.
 */
final class PacedConnection implements AutoCloseable {
    private static final int VERSION = 4;
    private static final int STREAMS = 1 << 15;
    private static final int VALUE_BYTES = 100;

    private final FrameCodec<WireBytes> codec = FrameCodec.defaultClient(new WireBytesCodec(), Compressor.none());
    private final Socket socket;
    private final DataInputStream in;
    private final byte[] write;
    private final byte[] read;
    private final AtomicLongArray began = new AtomicLongArray(STREAMS);
    private final AtomicInteger underWay = new AtomicInteger();
    private WireBytes out = WireBytes.allocate(64 << 10);
    private int stream;
    private Histogram accepted = new Histogram(3);
    private long refused;
    private long failed;

    PacedConnection(String host, int port, int level, String insert, String select) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
        call(new Startup(Map.of("CQL_VERSION", "3.0.0", "THROW_ON_OVERLOAD", "1")));
        write = template(insert, level, true);
        read = template(select, level, false);
        Thread reader = new Thread(this::takeAnswers, "answers");
        reader.setDaemon(true);
        reader.start();
    }

    private byte[] template(String statement, int level, boolean writes) throws IOException {
        byte[] id = ((Prepared) call(new Prepare(statement))).preparedQueryId;
        ByteBuffer key = ByteBuffer.wrap(new byte[16]);
        ByteBuffer value = ByteBuffer.wrap(new byte[VALUE_BYTES]);
        QueryOptions options = new QueryOptions(
                level,
                writes ? List.of(key, value) : List.of(key),
                Map.of(),
                true,
                -1,
                null,
                8,
                QueryOptions.NO_DEFAULT_TIMESTAMP,
                null,
                Integer.MIN_VALUE);
        return encode(0, new Execute(id, options));
    }

    /** Puts a request for the next write; false if all streams are taken. */
    boolean add(boolean writes, long key, long atNanos) {
        int next = stream;
        if (began.get(next) != 0) {
            return false;
        }
        stream = (stream + 1) % STREAMS;
        byte[] template = writes ? write : read;
        byte[] request = template.clone();
        ByteBuffer bytes = ByteBuffer.wrap(request);
        bytes.putShort(2, (short) next);
        int idEnd = Envelope.HEADER_BYTES + 2 + 16;
        bytes.putLong(idEnd + 2 + 1 + 2 + 4, key);
        began.set(next, atNanos);
        underWay.incrementAndGet();
        out.write(request, 0, request.length);
        return true;
    }

    void flush() throws IOException {
        if (out.size() > 0) {
            socket.getOutputStream().write(out.array(), 0, out.size());
            out = WireBytes.allocate(64 << 10);
        }
    }

    int underWay() {
        return underWay.get();
    }

    synchronized long refused() {
        return refused;
    }

    synchronized long failed() {
        return failed;
    }

    /** What was accepted since the last call, by how long it took. */
    synchronized Histogram takeAccepted() {
        Histogram taken = accepted;
        accepted = new Histogram(3);
        refused = 0;
        failed = 0;
        return taken;
    }

    private void takeAnswers() {
        try {
            while (true) {
                byte[] header = new byte[Envelope.HEADER_BYTES];
                in.readFully(header);
                byte[] body = new byte[ByteBuffer.wrap(header).getInt(5)];
                in.readFully(body);
                int answered = ByteBuffer.wrap(header).getShort(2);
                long taken = System.nanoTime() - began.get(answered);
                began.set(answered, 0);
                underWay.decrementAndGet();
                count(header[4] != 0, header[4] != 0 ? 0 : ByteBuffer.wrap(body).getInt(0), taken);
            }
        } catch (IOException closed) {
            // the run is over
        }
    }

    private synchronized void count(boolean good, int code, long nanos) {
        if (good) {
            accepted.recordValue(Math.max(1, nanos));
        } else if (code == ErrorCode.OVERLOADED) {
            refused++;
        } else {
            failed++;
        }
    }

    private Message call(Message request) throws IOException {
        socket.getOutputStream().write(encode(0, request));
        byte[] header = new byte[Envelope.HEADER_BYTES];
        in.readFully(header);
        int length = ByteBuffer.wrap(header).getInt(5);
        byte[] whole = Arrays.copyOf(header, header.length + length);
        in.readFully(whole, header.length, length);
        Message answer = codec.decode(WireBytes.view(whole, 0, whole.length)).message;
        if (answer instanceof Error error) {
            throw new IOException(error.message);
        }
        return answer;
    }

    private byte[] encode(int onStream, Message message) {
        WireBytes bytes = codec.encode(Frame.forRequest(VERSION, onStream, false, Map.of(), message));
        return Arrays.copyOfRange(bytes.array(), bytes.reader(), bytes.writer());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
