package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Segment;
import com.datastax.oss.protocol.internal.SegmentCodec;
import com.datastax.oss.protocol.internal.request.Options;
import com.datastax.oss.protocol.internal.request.Startup;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A blocking connection that speaks just enough to send anything and to see what is answered. */
final class FuzzConnection implements AutoCloseable {
    static final int OPCODE_SUPPORTED = 0x06;

    private static final int READ_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private final FuzzCorpus corpus;
    private final int version;
    private @Nullable SegmentCodec<WireBytes> segments;
    private byte[] body = new byte[0];
    private WireBytes unread = WireBytes.allocate(0);

    FuzzConnection(String host, int port, int version, FuzzCorpus corpus) throws IOException {
        this.socket = new Socket(host, port);
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 64 << 10));
        this.version = version;
        this.corpus = corpus;
        socket.setSoTimeout(READ_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Sends STARTUP and waits for READY. */
    FuzzConnection start() throws IOException {
        send(corpus.encode(version, 1, new Startup()));
        awaitAnswer(1);
        if (version >= ProtocolVersions.SEGMENTS) {
            segments = new SegmentCodec<>(new WireBytesCodec(), Compressor.none());
        }
        return this;
    }

    /** Sends messages, in segments where the version has them. */
    void send(byte[] messages) throws IOException {
        SegmentCodec<WireBytes> codec = segments;
        if (codec == null) {
            socket.getOutputStream().write(messages);
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < messages.length; from += Segment.MAX_PAYLOAD_LENGTH) {
            int to = Math.min(messages.length, from + Segment.MAX_PAYLOAD_LENGTH);
            List<Object> parts = new ArrayList<>();
            codec.encode(new Segment<>(WireBytes.view(messages, from, to), true), parts);
            for (Object part : parts) {
                WireBytes bytes = (WireBytes) part;
                out.write(bytes.array(), bytes.reader(), bytes.size());
            }
        }
        socket.getOutputStream().write(out.toByteArray());
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Asks for options and waits for the answer. */
    void ping(int stream) throws IOException {
        send(corpus.encode(version, stream, Options.INSTANCE));
        if (awaitAnswer(stream) != OPCODE_SUPPORTED) {
            throw new IOException("OPTIONS was answered by something else");
        }
    }

    /** Waits for the answer on this stream, passing over others; gives its opcode. */
    int awaitAnswer(int stream) throws IOException {
        while (true) {
            byte[] header = read(Envelope.HEADER_BYTES);
            int answered = (short) ((header[2] & 0xff) << 8 | header[3] & 0xff);
            int length = java.nio.ByteBuffer.wrap(header).getInt(5);
            body = read(length);
            if (answered == stream) {
                return header[4];
            }
        }
    }

    /** The body of the answer that was waited for last. */
    WireBytes body() {
        return WireBytes.view(body, 0, body.length);
    }

    /** Whatever comes until the node closes the connection. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    private byte[] read(int length) throws IOException {
        SegmentCodec<WireBytes> codec = segments;
        if (codec == null) {
            byte[] bytes = in.readNBytes(length);
            return bytes.length == length ? bytes : lost();
        }
        while (unread.size() < length) {
            byte[] head = in.readNBytes(codec.headerLength() + SegmentCodec.CRC24_LENGTH);
            if (head.length == 0) {
                return lost();
            }
            try {
                SegmentCodec.Header header = codec.decodeHeader(WireBytes.view(head, 0, head.length));
                byte[] body = in.readNBytes(header.payloadLength + SegmentCodec.CRC32_LENGTH);
                WireBytes payload = codec.decode(header, WireBytes.view(body, 0, body.length)).payload;
                WireBytes all = WireBytes.allocate(unread.size() + payload.size());
                all.write(unread.array(), unread.reader(), unread.size());
                all.write(payload.array(), payload.reader(), payload.size());
                unread = all;
            } catch (com.datastax.oss.protocol.internal.CrcMismatchException e) {
                throw new IOException(e);
            }
        }
        return unread.readArray(length);
    }

    private byte[] lost() throws IOException {
        throw new IOException("the node closed the connection");
    }

    /** Ends the connection. */
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
