package io.starlingdb.node.record;

import io.starlingdb.kernel.SavedState;
import io.starlingdb.node.paxos.Acceptor;
import io.starlingdb.node.record.StoredForms.Identity;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What of the cluster record must survive a crash: the newest record, this node's vote on the next, its memory and the number
 * of its process life.
 *
 * <p>Saving happens on the {@code disk} executor, in the order of the calls; the outcome is told on the loop. Because of that
 * order, whatever is saved later never stands on something that was not saved.
 */
public final class RecordStore {
    private static final String IDENTITY = "record-identity";
    private static final String RECORD = "record";
    private static final String VOTE = "record-vote";

    private final SavedState saved;
    private final Executor disk;
    private final Executor loop;
    private final Identity identity;
    private final ClusterRecord record;
    private final @Nullable StoredVote vote;

    /**
     * Begins a process life: reads what there is and saves the life's number. Blocks on the disk.
     *
     * @param saved where it is kept
     * @param disk runs tasks that may block, one after another in order
     * @param loop the node's loop
     * @param wallMicros the time of day: a life's number is not below it, so that even one whose disk was lost has a number
     *     of its own
     * @param random draws the memory of a node that has none
     * @throws io.starlingdb.wire.WireException if what is saved is damaged or of a newer release
     * @throws java.io.UncheckedIOException if the disk fails
     */
    public RecordStore(SavedState saved, Executor disk, Executor loop, long wallMicros, RandomGenerator random) {
        this.saved = saved;
        this.disk = disk;
        this.loop = loop;
        byte[] storedRecord = saved.load(RECORD);
        byte[] storedVote = saved.load(VOTE);
        byte[] storedIdentity = saved.load(IDENTITY);
        Identity before =
                storedIdentity == null ? new Identity(random.nextLong(), 0) : StoredForms.identity(storedIdentity);
        identity = new Identity(before.memory(), Math.max(before.life() + 1, wallMicros));
        record = storedRecord == null ? ClusterRecord.unfounded() : StoredForms.record(storedRecord);
        vote = storedVote == null ? null : StoredForms.vote(storedVote);
        saved.save(IDENTITY, StoredForms.identity(identity));
    }

    /** The newest record that is saved; unfounded if none is. Blocks on the disk. */
    public static ClusterRecord saved(SavedState saved) {
        byte[] stored = saved.load(RECORD);
        return stored == null ? ClusterRecord.unfounded() : StoredForms.record(stored);
    }

    /**
     * Makes a node whose saved state is an older copy forget who it was as a voter, before its next life begins: that life then has a new
     * memory, and with it a new actor number. Blocks on the disk.
     *
     * @param newMemory drawn at random
     */
    public static void renewMemory(SavedState saved, long newMemory) {
        byte[] stored = saved.load(IDENTITY);
        long life = stored == null ? 0 : StoredForms.identity(stored).life();
        saved.save(IDENTITY, StoredForms.identity(new Identity(newMemory, life)));
    }

    /** Names what this node remembers; another one after its saved state was lost. */
    long memory() {
        return identity.memory();
    }

    /** The number of this process life, above those of all before. */
    long life() {
        return identity.life();
    }

    /** The newest record that was saved when this life began; epoch 0 if none was. */
    ClusterRecord record() {
        return record;
    }

    /** What was promised and accepted for {@code epoch} when this life began. */
    Acceptor<ClusterRecord> acceptor(long epoch) {
        return vote != null && vote.epoch() == epoch ? vote.acceptor() : Acceptor.fresh();
    }

    /** Saves the record, and then calls on the loop: with null when it is durable, else with the failure. */
    void save(ClusterRecord newer, Consumer<@Nullable RuntimeException> then) {
        save(RECORD, StoredForms.record(newer), then);
    }

    /** Saves the vote, and then calls on the loop: with null when it is durable, else with the failure. */
    void save(StoredVote newer, Consumer<@Nullable RuntimeException> then) {
        save(VOTE, StoredForms.vote(newer), then);
    }

    private void save(String name, byte[] content, Consumer<@Nullable RuntimeException> then) {
        disk.execute(() -> {
            RuntimeException failure = null;
            try {
                saved.save(name, content);
            } catch (RuntimeException e) {
                failure = e;
            }
            RuntimeException outcome = failure;
            loop.execute(() -> then.accept(outcome));
        });
    }
}
