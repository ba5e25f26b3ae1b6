package io.starlingdb.node.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes that an engine applies in their order, all or none: a later one prevails over an earlier one. For one thread.
 * The arrays must not be changed until the batch is written or {@linkplain #clear cleared}.
 */
public final class Batch {

    /** Receives the changes of a batch in their order. */
    public interface Visitor {
        /** {@code value} under {@code key}. */
        void put(byte[] key, byte[] value);

        /** Nothing under {@code key}. */
        void delete(byte[] key);

        /** Nothing under any key of the range. */
        void deleteRange(KeyRange range);
    }

    private sealed interface Change {}

    private record Put(byte[] key, byte[] value) implements Change {}

    private record Delete(byte[] key) implements Change {}

    private record DeleteRange(KeyRange range) implements Change {}

    private final List<Change> changes = new ArrayList<>();
    private long bytes;

    /** Puts {@code value} under {@code key}. */
    public Batch put(byte[] key, byte[] value) {
        changes.add(new Put(key, value));
        bytes += key.length + value.length;
        return this;
    }

    /** Leaves nothing under {@code key}. */
    public Batch delete(byte[] key) {
        changes.add(new Delete(key));
        bytes += key.length;
        return this;
    }

    /** Leaves nothing under any key of the range. */
    public Batch deleteRange(KeyRange range) {
        if (!range.isEmpty()) {
            changes.add(new DeleteRange(range));
        }
        return this;
    }

    /** Forgets all changes, so that the batch can be filled again. */
    public void clear() {
        changes.clear();
        bytes = 0;
    }

    /** How many changes there are. */
    public int size() {
        return changes.size();
    }

    /** Whether there is nothing to apply. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Bytes of all keys and values put. */
    public long bytes() {
        return bytes;
    }

    /** Shows the changes in their order. */
    public void visit(Visitor visitor) {
        for (Change change : changes) {
            if (change instanceof Put put) {
                visitor.put(put.key, put.value);
            } else if (change instanceof Delete delete) {
                visitor.delete(delete.key);
            } else if (change instanceof DeleteRange deletion) {
                visitor.deleteRange(deletion.range);
            }
        }
    }
}
