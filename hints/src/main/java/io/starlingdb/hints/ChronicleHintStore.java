package io.starlingdb.hints;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.hash.ChronicleHashRecoveryFailedException;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.MapSegmentContext;
import org.jspecify.annotations.Nullable;

/**
 * Hints in a Chronicle Map: a memory-mapped hash map in one file, which survives the end of the process, whatever ends it.
 *
 * <p>A mark beside the file says that it is open. Who finds it there opens with recovery, which frees the locks that the dead process held;
 * opening plainly would block on them. Another mark says that the file is being made: who died then has left a file that is not whole, in
 * which there is nothing, and whose opening would wait for a minute for somebody to finish it. Against the loss of power the map itself does nothing: {@link #sync} does, and checksums tell what
 * was torn.
 *
 * <p>The file's capacity is fixed when it is made. It is sparse: it takes the room of the hints it has held. Closed without a hint in it the
 * file is removed: so the next start need not open it, and other limits hold from then on.
 */
public final class ChronicleHintStore implements HintStore {
    private static final String FILE = "hints-v1.map";
    private static final String OPEN_MARK = "hints-v1.open";
    private static final String MAKING_MARK = "hints-v1.making";
    private static final int SEGMENTS = 16;

    private final ChronicleMap<byte[], byte[]> map;
    private final Path file;
    private final Path openMark;
    private final boolean wasRecovered;

    private ChronicleHintStore(ChronicleMap<byte[], byte[]> map, Path folder, boolean wasRecovered) {
        this.map = map;
        this.file = folder.resolve(FILE);
        this.openMark = folder.resolve(OPEN_MARK);
        this.wasRecovered = wasRecovered;
    }

    /** Whether an earlier life has left a file: then there may be hints. */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Why it cannot work in this Java; null if it can. */
    public static @Nullable String unusableBecause() {
        if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
            return "the hint store (Chronicle Map) compiles code when it is opened and needs a JDK; this Java ("
                    + System.getProperty("java.home") + ") is a runtime without the module jdk.compiler";
        }
        return null;
    }

    /**
     * Opens the store in a folder; makes it there if there is none. Takes one to two seconds, the first time in a process.
     *
     * @param folder an existing folder of its own
     * @param hintsMax how many hints it shall have room for
     * @param bytesMax for how many bytes of them, keys included
     * @throws IOException if the file cannot be made, opened, or recovered
     */
    public static ChronicleHintStore open(Path folder, long hintsMax, long bytesMax) throws IOException {
        Path making = folder.resolve(MAKING_MARK);
        if (Files.exists(making)) {
            discard(folder);
        }
        Path mark = folder.resolve(OPEN_MARK);
        boolean wasOpen = Files.exists(mark);
        if (!wasOpen) {
            Files.createFile(mark);
        }
        ChronicleMapBuilder<byte[], byte[]> builder = builder(hintsMax, bytesMax);
        Path file = folder.resolve(FILE);
        boolean isThere = Files.exists(file);
        if (!isThere) {
            Files.createFile(making);
        }
        try {
            ChronicleMap<byte[], byte[]> map = wasOpen && isThere
                    ? builder.recoverPersistedTo(file.toFile(), true, corruption -> {})
                    : builder.createPersistedTo(file.toFile());
            made(making);
            return new ChronicleHintStore(map, folder, wasOpen);
        } catch (ChronicleHashRecoveryFailedException | IllegalStateException e) {
            throw new IOException("The hint store " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** The file is whole. Durably: were the mark there again after a loss of power, the hints would be given up. */
    private static void made(Path making) throws IOException {
        if (Files.deleteIfExists(making)) {
            try (FileChannel names = FileChannel.open(making.resolveSibling("."), StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Puts a store that cannot be opened out of the way; the next {@link #open} makes a new one. */
    public static void discard(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
        Files.deleteIfExists(folder.resolve(OPEN_MARK));
        Files.deleteIfExists(folder.resolve(MAKING_MARK));
    }

    private static ChronicleMapBuilder<byte[], byte[]> builder(long hintsMax, long bytesMax) {
        long hints = Math.max(1_000, hintsMax);
        double bytesOfOne = Math.max(64, (double) bytesMax / hints);
        double keyBytes = Math.min(48, bytesOfOne / 2);
        return ChronicleMapBuilder.of(byte[].class, byte[].class)
                .name("hints")
                .actualSegments(SEGMENTS)
                .entries(hints)
                .averageKeySize(keyBytes)
                .averageValueSize(bytesOfOne - keyBytes)
                .checksumEntries(true);
    }

    /** Whether the process before had ended without closing it. */
    public boolean wasRecovered() {
        return wasRecovered;
    }

    @Override
    public @Nullable Hint get(HintKey key) {
        byte[] storedKey = HintCodec.encode(key);
        byte[] stored = map.get(storedKey);
        return stored == null ? null : HintCodec.decode(storedKey, stored);
    }

    @Override
    public boolean put(HintKey key, Hint hint) {
        byte[] storedKey = HintCodec.encode(key);
        try {
            map.put(storedKey, HintCodec.encode(storedKey, hint));
            return true;
        } catch (IllegalStateException | IllegalArgumentException e) {
            return false; // the key's segment is full, or the hint larger than an entry may be
        }
    }

    @Override
    public void remove(HintKey key) {
        map.remove(HintCodec.encode(key));
    }

    @Override
    public int portions() {
        return map.segments();
    }

    @Override
    public int visit(int portion, Visitor visitor) {
        int[] damaged = new int[1];
        try (MapSegmentContext<byte[], byte[], ?> segment = map.segmentContext(portion)) {
            segment.forEachSegmentEntry(entry -> {
                byte[] storedKey = entry.key().get();
                HintKey key = HintCodec.decodeKey(storedKey);
                Hint hint = HintCodec.decode(storedKey, entry.value().get());
                if (key != null && hint != null) {
                    visitor.hint(key, hint);
                } else {
                    damaged[0]++;
                    entry.doRemove();
                }
            });
        }
        return damaged[0];
    }

    @Override
    public void sync() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The hint store " + file + " cannot be synced", e);
        }
    }

    @Override
    public void close() {
        if (map.isClosed()) {
            return;
        }
        boolean isEmpty = map.isEmpty();
        map.close();
        try {
            if (isEmpty) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(openMark);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The mark " + openMark + " cannot be removed", e);
        }
    }
}
