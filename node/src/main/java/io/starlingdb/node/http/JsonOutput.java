package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Renders JSON into one array that is used again and again, then copies it once. On the loop only, one text at a time. */
final class JsonOutput {
    private static final int KEPT_BYTES_MAX = 1 << 20;
    private static final int INITIAL_BYTES = 1 << 12;

    private final JsonFactory factory = new JsonFactory();
    private final Sink sink = new Sink();

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** The text that {@code content} writes, in UTF-8. What it throws is thrown on. */
    Buffer render(Content content) {
        sink.length = 0;
        try (JsonGenerator out = factory.createGenerator(sink)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: the output is an array", e);
        }
        Buffer rendered = Buffer.buffer(sink.length).appendBytes(sink.bytes, 0, sink.length);
        if (sink.bytes.length > KEPT_BYTES_MAX) {
            sink.bytes = new byte[INITIAL_BYTES];
        }
        return rendered;
    }

    private static final class Sink extends OutputStream {
        private byte[] bytes = new byte[INITIAL_BYTES];
        private int length;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            if (bytes.length - length < count) {
                bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), bytes.length * 2));
            }
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }
    }
}
