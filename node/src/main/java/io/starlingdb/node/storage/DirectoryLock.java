package io.starlingdb.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a directory for one process: a lock of the operating system on the file {@code lock}, which is gone with the
 * process however it ends. The file names the process that holds it, for the message to the second one.
 */
final class DirectoryLock implements AutoCloseable {

    private static final int LONGEST_PID = 32;

    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @throws DataDirectoryException if another process, or another node of this one, holds it
     */
    static DirectoryLock take(Path directory) throws IOException {
        FileChannel file = FileChannel.open(
                directory.resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (!tryLock(file)) {
                throw new DataDirectoryException("The data directory " + directory + " is in use by process "
                        + holder(file) + ". Stop that one first, or give this node a data_dir of its own");
            }
            byte[] self = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            file.truncate(0);
            file.write(ByteBuffer.wrap(self), 0);
            taken = true;
            return new DirectoryLock(file);
        } finally {
            if (!taken) {
                file.close();
            }
        }
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(FileChannel file) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        file.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.isEmpty() ? "(unknown)" : text;
    }

    /** Gives the directory free. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
