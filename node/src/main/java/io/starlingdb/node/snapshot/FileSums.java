package io.starlingdb.node.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** CRC-32C of whole files. */
final class FileSums {
    private static final int BUFFER_BYTES = 1 << 18;

    private FileSums() {}

    /** @param read hears of bytes read */
    static long of(Path file, LongConsumer read) throws IOException {
        return copy(file, OutputStream.nullOutputStream(), read);
    }

    /** Writes the file to {@code out}, and answers its sum. */
    static long copy(Path file, OutputStream out, LongConsumer read) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                crc.update(buffer, 0, length);
                out.write(buffer, 0, length);
                read.accept(length);
            }
        }
        return crc.getValue();
    }

    static long of(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /** The plain files of a folder, by name. */
    static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
