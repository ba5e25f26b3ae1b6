package io.starlingdb.node.snapshot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One snapshot on the disk: {@code manifest.json}, {@code manifest.crc32c} and the folder {@code data}. All methods block. */
final class SnapshotFolder {
    static final String DATA = "data";

    private final Path folder;

    SnapshotFolder(Path folder) {
        this.folder = folder;
    }

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(ManifestFile.NAME));
    }

    Path data() {
        return folder.resolve(DATA);
    }

    Manifest manifest() {
        return ManifestFile.read(folder);
    }

    /** The sums of all files of {@code data}. */
    List<Manifest.StoredFile> sums(Steps steps) throws IOException {
        List<Path> files = FileSums.filesOf(data());
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        Progress progress = new Progress(total, steps);
        List<Manifest.StoredFile> sums = new ArrayList<>();
        for (Path file : files) {
            long crc = FileSums.of(file, progress::add);
            sums.add(new Manifest.StoredFile(nameOf(file), Files.size(file), crc));
        }
        return sums;
    }

    void write(Manifest manifest) throws IOException {
        byte[] bytes = ManifestFile.encode(manifest);
        writeSynced(folder.resolve(ManifestFile.NAME), bytes);
        writeSynced(
                folder.resolve(ManifestFile.SUM_NAME),
                (ManifestFile.hex(FileSums.of(bytes)) + "\n").getBytes(StandardCharsets.US_ASCII));
        sync(folder);
    }

    /**
     * Reads every file.
     *
     * @return what is wrong, a sentence each; empty if every byte is as it was written
     * @throws SnapshotException if the manifest itself is damaged
     */
    List<String> verify(Steps steps) {
        Manifest manifest = manifest();
        List<String> wrong = new ArrayList<>();
        Progress progress = new Progress(manifest.bytes(), steps);
        for (Manifest.StoredFile file : manifest.files()) {
            Path path = data().resolve(file.name());
            try {
                if (!Files.isRegularFile(path)) {
                    wrong.add(path + " is missing");
                } else if (Files.size(path) != file.bytes()) {
                    wrong.add(path + " has " + Files.size(path) + " bytes, and had " + file.bytes());
                } else if (FileSums.of(path, progress::add) != file.crc()) {
                    wrong.add(path + " is not what was written: its checksum does not fit");
                }
            } catch (IOException e) {
                wrong.add(path + " cannot be read: " + e.getMessage());
            }
        }
        return wrong;
    }

    /**
     * Copies it, and verifies it on the way.
     *
     * @param to must not exist
     */
    void copy(Path to, Steps steps) throws IOException {
        Manifest manifest = manifest();
        Path partial = to.resolveSibling(to.getFileName() + Snapshots.PARTIAL);
        delete(partial);
        Files.createDirectories(partial.resolve(DATA));
        Progress progress = new Progress(manifest.bytes(), steps);
        for (Manifest.StoredFile file : manifest.files()) {
            Path target = partial.resolve(DATA).resolve(file.name());
            long crc;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                crc = FileSums.copy(data().resolve(file.name()), out, progress::add);
            }
            if (crc != file.crc()) {
                throw new SnapshotException(
                        data().resolve(file.name()) + " is not what was written: its checksum does not fit");
            }
            sync(target);
        }
        new SnapshotFolder(partial).write(manifest);
        Files.move(partial, to);
        Path parent = to.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /** Deletes a folder and what is in it; nothing if it is not there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    static void sync(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            file.force(true);
        }
    }

    /** Bytes that only the snapshot holds any more: files of which the node's storage has no link. */
    long ownBytes() throws IOException {
        long bytes = 0;
        for (Path file : FileSums.filesOf(data())) {
            Map<String, Object> attributes = links(file);
            Object links = attributes.getOrDefault("nlink", 1);
            bytes += ((Number) links).intValue() > 1 ? 0 : Files.size(file);
        }
        return bytes;
    }

    private static Map<String, Object> links(Path file) throws IOException {
        try {
            return Files.readAttributes(file, "unix:nlink");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return new TreeMap<>(); // no links on this system: all of it is the snapshot's own
        }
    }

    private static void writeSynced(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        sync(file);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static final class Progress {
        private final long total;
        private final Steps steps;
        private long done;

        Progress(long total, Steps steps) {
            this.total = total;
            this.steps = steps;
        }

        void add(long bytes) {
            done += bytes;
            steps.at(done, total, "bytes");
        }
    }
}
