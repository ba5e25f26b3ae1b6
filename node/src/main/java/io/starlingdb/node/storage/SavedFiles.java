package io.starlingdb.node.storage;

import io.starlingdb.kernel.SavedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * {@link SavedState} on one file a name. A file is its format (one byte, 1), the content, and four bytes of CRC-32C over
 * both, big endian; a file that does not add up is refused.
 */
final class SavedFiles implements SavedState {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,100}");
    private static final byte FORMAT = 1;
    private static final int AROUND_CONTENT = 1 + Integer.BYTES;

    private final Path folder;

    /** In the folder, which must exist. */
    SavedFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized byte @Nullable [] load(String name) {
        DurableFile file = file(name);
        byte[] stored;
        try {
            stored = file.read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.path(), e);
        }
        return stored == null ? null : unwrap(file.path(), stored);
    }

    @Override
    public synchronized void save(String name, byte[] content) {
        DurableFile file = file(name);
        try {
            file.write(wrap(content));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save " + file.path(), e);
        }
    }

    private DurableFile file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of saved state (a-z, 0-9, hyphen): " + name);
        }
        return new DurableFile(folder.resolve(name));
    }

    private static byte[] wrap(byte[] content) {
        ByteBuffer stored = ByteBuffer.allocate(content.length + AROUND_CONTENT);
        stored.put(FORMAT).put(content);
        return stored.putInt(checksum(stored.array(), stored.position())).array();
    }

    private static byte[] unwrap(Path path, byte[] stored) {
        int checked = stored.length - Integer.BYTES;
        if (checked < 1 || ByteBuffer.wrap(stored).getInt(checked) != checksum(stored, checked)) {
            throw new UncheckedIOException(new IOException(path + " is damaged: its checksum does not match."
                    + " Restore it from a backup, or empty the whole data directory so that the node is rebuilt"));
        }
        if (stored[0] != FORMAT) {
            throw new UncheckedIOException(
                    new IOException(path + " has format " + stored[0] + "; this version reads only " + FORMAT));
        }
        return Arrays.copyOfRange(stored, 1, checked);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
