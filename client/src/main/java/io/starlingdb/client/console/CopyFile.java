package io.starlingdb.client.console;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A file of COPY, plain or, when its name ends with {@code .gz}, compressed. To be closed. */
final class CopyFile extends FilterInputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Counts what was read of the file itself, compressed as it is. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }

    private final Counted counted;
    private final long size;

    private CopyFile(InputStream in, Counted counted, long size) {
        super(in);
        this.counted = counted;
        this.size = size;
    }

    static CopyFile read(Path file) throws IOException {
        Counted counted = new Counted(Files.newInputStream(file));
        try {
            InputStream in = isCompressed(file) ? new GZIPInputStream(counted, BUFFER_BYTES) : counted;
            return new CopyFile(new BufferedInputStream(in, BUFFER_BYTES), counted, Files.size(file));
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }

    static OutputStream write(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
        return isCompressed(file) ? new GZIPOutputStream(out, BUFFER_BYTES) : out;
    }

    /** How much of the file has been read, 0 to 1. */
    double share() {
        return (double) counted.bytes / Math.max(1, size);
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }
}
