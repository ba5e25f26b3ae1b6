package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.KeyRange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Walks a range with an iterator of the pool, whose buffers spare most of the copying. */
final class RocksDbCursor implements EngineCursor {

    private enum State {
        BEFORE_FIRST,
        AT_ENTRY,
        BEHIND_LAST
    }

    private final KeyRange range;
    private final boolean forward;
    private final RocksDbSnapshot snapshot;
    private final IteratorPool.Pooled pooled;
    private State state = State.BEFORE_FIRST;
    private byte @Nullable [] key;
    private boolean closed;

    RocksDbCursor(IteratorPool.Pooled pooled, KeyRange range, Direction direction, RocksDbSnapshot snapshot) {
        this.pooled = pooled;
        this.range = range;
        this.forward = direction == Direction.FORWARD;
        this.snapshot = snapshot;
    }

    @Override
    public boolean next() {
        requireOpen();
        key = null;
        if (state != State.BEHIND_LAST) {
            step();
            state = atEntryInRange() ? State.AT_ENTRY : State.BEHIND_LAST;
        }
        return state == State.AT_ENTRY;
    }

    private void step() {
        RocksIterator iterator = pooled.iterator;
        if (state == State.AT_ENTRY) {
            if (forward) {
                iterator.next();
            } else {
                iterator.prev();
            }
        } else if (forward) {
            iterator.seek(range.start());
        } else {
            seekLast();
        }
    }

    private void seekLast() {
        RocksIterator iterator = pooled.iterator;
        byte[] end = range.end();
        if (end == null) {
            iterator.seekToLast();
            return;
        }
        iterator.seekForPrev(end);
        if (iterator.isValid() && Arrays.equals(readKey(), end)) {
            iterator.prev();
        }
    }

    private boolean atEntryInRange() {
        if (pooled.iterator.isValid()) {
            key = readKey();
            return range.contains(key);
        }
        try {
            pooled.iterator.status();
            return false;
        } catch (RocksDBException e) {
            throw Failures.of("scanning", e);
        }
    }

    private byte[] readKey() {
        int length = pooled.iterator.key(pooled.key.clear());
        return length <= pooled.key.capacity() ? copy(pooled.key, length) : pooled.iterator.key();
    }

    @Override
    public byte[] key() {
        if (key == null || state != State.AT_ENTRY) {
            throw new IllegalStateException("the cursor stands at no entry");
        }
        return key;
    }

    @Override
    public byte[] value() {
        requireOpen();
        if (state != State.AT_ENTRY) {
            throw new IllegalStateException("the cursor stands at no entry");
        }
        int length = pooled.iterator.value(pooled.value.clear());
        return length <= pooled.value.capacity() ? copy(pooled.value, length) : pooled.iterator.value();
    }

    private static byte[] copy(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return bytes;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            snapshot.closed(pooled);
        }
    }
}
