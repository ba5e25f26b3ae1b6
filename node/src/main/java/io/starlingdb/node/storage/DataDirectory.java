package io.starlingdb.node.storage;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a node owns, held by this process alone while it is open.
 *
 * <pre>
 * lock         held by the process that uses the directory; its process id
 * format       "1": how the rest is laid out
 * node-id      who this node is
 * cluster-id   which cluster it belongs to, once it does
 * life         the last start's number, the machine's boot, and the clean-stop marker ({@link Life})
 * saved/       small named state
 * damaged      there while the engine's files are known to be damaged: the next start sets them aside
 * data/ hints/ snapshots/ native/    for their owners
 * damaged-N/   the engine's files that start N could not use; an operator's to keep or delete
 * </pre>
 *
 * <p><b>What was lost?</b> Opening counts the starts and takes the clean-stop marker away, synced, before anybody writes;
 * {@link #stopCleanly} sets it again after everybody has synced. {@link #assess} joins what the directory, the engine and
 * the peers know into whether the replica is RECOVERING, which then holds, over restarts, until {@link #recovered}. The
 * peers' part is the highest start number that they remember of this node: a directory put back from an old copy has a
 * lower one, however clean it looks.
 *
 * <p>For one thread at a time, except {@link #savedState}.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String FORMAT = "1";

    private final Path root;
    private final DirectoryLock lock;
    private final SavedState saved;
    private final LastStop lastStop;

    private Life life;
    private NodeId nodeId;
    private @Nullable UUID clusterId;

    private DataDirectory(Path root, DirectoryLock lock, String boot, RandomGenerator random) throws IOException {
        this.root = root;
        this.lock = lock;
        for (String folder : new String[] {"data", "hints", "snapshots", "native", "saved"}) {
            DurableFile.createFolder(root.resolve(folder));
        }
        this.saved = new SavedFiles(root.resolve("saved"));
        requireFormat();
        Life last = lastLife();
        String id = readText("node-id");
        this.clusterId = parsedClusterId();
        requireWhole(id, last);
        this.nodeId = id == null ? NodeId.random(random) : parsedNodeId(id);
        if (id == null) {
            writeText("node-id", nodeId.toString());
        }
        this.lastStop = last == null ? LastStop.FIRST_START : last.seenFrom(boot);
        this.life = last == null ? new Life(1, boot, false, false) : last.next(boot);
        writeLife();
    }

    /**
     * Opens the directory, making it if it is not there (its parent must be), and begins a new life in it.
     *
     * @param boot {@link MachineBoot#id()}
     * @param random draws the node's id at the first start
     * @throws DataDirectoryException if another process uses it, it is damaged, or it cannot be written
     */
    public static DataDirectory open(Path root, String boot, RandomGenerator random) {
        try {
            Files.createDirectories(root);
            DirectoryLock lock = DirectoryLock.take(root);
            boolean opened = false;
            try {
                DataDirectory directory = new DataDirectory(root, lock, boot, random);
                opened = true;
                return directory;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new DataDirectoryException("Cannot use the data directory " + root + ": " + e, e);
        }
    }

    /** Who this node is. */
    public NodeId nodeId() {
        return nodeId;
    }

    /**
     * Makes this node that one again, whose own directory is gone. Only in the directory's first life.
     *
     * @throws IllegalStateException if this directory already stands for a node of its own
     */
    public void resume(NodeId id) {
        if (lastStop != LastStop.FIRST_START) {
            throw new IllegalStateException("this directory is that of node " + nodeId);
        }
        write("node-id", id.toString());
        nodeId = id;
    }

    /** The cluster that the node belongs to, or null while it belongs to none. */
    public @Nullable UUID clusterId() {
        return clusterId;
    }

    /**
     * Ties the directory to a cluster, for good. Tying it to the same one again does nothing.
     *
     * @throws DataDirectoryException if it belongs to another cluster
     */
    public void joinCluster(UUID cluster) {
        if (clusterId == null) {
            write("cluster-id", cluster.toString());
            clusterId = cluster;
        } else if (!clusterId.equals(cluster)) {
            throw new DataDirectoryException(
                    "The data directory " + root + " belongs to cluster " + clusterId + " and the seeds to cluster "
                            + cluster + ". Correct the seeds, or give this node an empty data_dir");
        }
    }

    /** How the life before this one ended. */
    public LastStop lastStop() {
        return lastStop;
    }

    /** Which start this is, from 1. Gossiped, so that the peers remember it. */
    public long startNumber() {
        return life.start();
    }

    /** Whether something may be missing here that has not been fetched from the peers yet. */
    public boolean isRecovering() {
        return life.recovering();
    }

    /**
     * Finds out whether something that this node once acknowledged may be missing here, so that it must exchange with its
     * peers before its reads and votes count. May be called again when more peers were heard; the answer never turns back.
     *
     * @param opened what the engine found
     * @param highestStartRemembered the highest start number that any peer remembers of this node, 0 if none does; asked
     *     before this start's own number was gossiped. If the peers know more starts, this one is renumbered above them
     * @return whether the node is RECOVERING
     */
    public boolean assess(EngineReport opened, long highestStartRemembered) {
        boolean older = highestStartRemembered >= startNumber();
        boolean emptied = opened.created() && lastStop != LastStop.FIRST_START;
        if (lastStop == LastStop.MACHINE_CRASH || opened.logCutShort() || older || emptied) {
            change(life.recovering(highestStartRemembered + 1));
        }
        return isRecovering();
    }

    /** Everything that may have been missing has been fetched and is synced. */
    public void recovered() {
        change(life.recovered());
    }

    /** Small named state of this node. */
    public SavedState savedState() {
        return saved;
    }

    /** Where the engine's files are. */
    public Path data() {
        return root.resolve("data");
    }

    /** What becomes of the engine's files when they are damaged. */
    public DamagedFiles damagedFiles() {
        return new DamagedFiles(root, data(), startNumber());
    }

    /** Where the hint store's files are. */
    public Path hints() {
        return root.resolve("hints");
    }

    /** Where snapshots are. */
    public Path snapshots() {
        return root.resolve("snapshots");
    }

    /** Where native libraries are unpacked, to be found again by the next start. */
    public Path nativeLibraries() {
        return root.resolve("native");
    }

    /** Sets the clean-stop marker. To be called when everything is synced and nothing will be written any more. */
    public void stopCleanly() {
        change(life.stopped());
    }

    /** Gives the directory free. Without {@link #stopCleanly} before it, this is a crash to the next start. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new DataDirectoryException("Cannot unlock the data directory " + root + ": " + e, e);
        }
    }

    /** Nothing is ever written before the node belongs to a cluster, so until then a first start may have been cut short. */
    private void requireWhole(@Nullable String id, @Nullable Life last) {
        boolean founded = clusterId != null;
        if ((id == null && (last != null || founded)) || (last == null && founded)) {
            throw new DataDirectoryException("The data directory " + root + " has lost its file "
                    + (id == null ? "node-id" : "life")
                    + ". Put it back, or empty the whole directory so that the node is rebuilt from its peers");
        }
    }

    private void requireFormat() throws IOException {
        String format = readText("format");
        if (format == null) {
            writeText("format", FORMAT);
        } else if (!format.equals(FORMAT)) {
            throw new DataDirectoryException("The data directory " + root + " has format " + format
                    + " and this version reads only " + FORMAT + ". Start the version that wrote it");
        }
    }

    private @Nullable Life lastLife() throws IOException {
        byte[] content = new DurableFile(root.resolve("life")).read();
        try {
            return content == null ? null : Life.parse(content);
        } catch (IllegalArgumentException e) {
            throw damaged("life", e);
        }
    }

    private NodeId parsedNodeId(String text) {
        try {
            return NodeId.parse(text);
        } catch (IllegalArgumentException e) {
            throw damaged("node-id", e);
        }
    }

    private @Nullable UUID parsedClusterId() throws IOException {
        String text = readText("cluster-id");
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw damaged("cluster-id", e);
        }
    }

    private DataDirectoryException damaged(String file, IllegalArgumentException cause) {
        return new DataDirectoryException(
                "The file " + root.resolve(file) + " is damaged (" + cause.getMessage()
                        + "). Put it back, or empty the whole directory so that the node is rebuilt from its peers",
                cause);
    }

    private void change(Life changed) {
        if (!changed.equals(life)) {
            life = changed;
            try {
                writeLife();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }

    private void writeLife() throws IOException {
        new DurableFile(root.resolve("life")).write(life.toBytes());
    }

    private void write(String file, String text) {
        try {
            writeText(file, text);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private DataDirectoryException unwritable(IOException cause) {
        return new DataDirectoryException("Cannot write to the data directory " + root + ": " + cause, cause);
    }

    private void writeText(String file, String text) throws IOException {
        new DurableFile(root.resolve(file)).write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String readText(String file) throws IOException {
        byte[] content = new DurableFile(root.resolve(file)).read();
        return content == null ? null : new String(content, StandardCharsets.UTF_8).strip();
    }
}
