package io.starlingdb.node.storage.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library from a folder that the node owns, unpacking it there when it is not there yet.
 *
 * <p>Left to itself, RocksDB unpacks 17 MB into the system's temporary folder at each start and leaves them behind when the
 * process is killed. Here they are written once: a start finds the file again if its length is that of the one in the jar.
 */
public final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Loads the library into this process, which happens once however often it is asked for; takes a few tenths of a second.
     * May be called early, on a thread of its own, so that opening an engine finds it loaded.
     *
     * @param folder where it is unpacked; must exist
     * @throws IOException if it cannot be unpacked
     */
    public static void load(Path folder) throws IOException {
        URL packed = RocksDB.class.getClassLoader().getResource(Environment.getJniLibraryFileName("rocksdb"));
        if (packed == null) {
            RocksDB.loadLibrary();
            return;
        }
        // In a folder RocksDB looks for another name than the one in its jar.
        unpack(packed, folder.resolve(Environment.getJniLibraryFileName("rocksdbjni")));
        RocksDB.loadLibrary(List.of(folder.toAbsolutePath().toString()));
    }

    private static void unpack(URL packed, Path target) throws IOException {
        URLConnection connection = packed.openConnection();
        // Without this the jar stays open in a cache that belongs to nobody.
        connection.setUseCaches(false);
        try (InputStream library = connection.getInputStream()) {
            if (Files.exists(target) && Files.size(target) == connection.getContentLengthLong()) {
                return;
            }
            // Under another name first: a process killed here, or two at once, must not leave or see half a library.
            Path part = Files.createTempFile(target.toAbsolutePath().getParent(), "unpacking", ".tmp");
            try {
                Files.copy(library, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }
}
