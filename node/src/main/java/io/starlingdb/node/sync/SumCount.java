package io.starlingdb.node.sync;

import io.starlingdb.antientropy.EntrySum;
import io.starlingdb.antientropy.MerkleTree;
import io.starlingdb.antientropy.Stretch;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowHash;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the background, page by page, what the sums do not know: everything after an unclean stop, a leaf that held a corrupt row, a block that has
 * grown. Nothing waits for it but exchanges.
 */
final class SumCount {
    private static final int PAGE_ENTRIES = 4_096;

    /** How long it takes at most until it is noticed that something is to be counted. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final RowSums sums;
    private final Shards shards;
    private final Scheduler loop;
    private final long pauseNanos;
    private long counted;
    private long wrongBlocks;
    private boolean isStopped;

    SumCount(RowSums sums, Shards shards, Scheduler loop, long pauseNanos) {
        this.sums = sums;
        this.shards = shards;
        this.loop = loop;
        this.pauseNanos = pauseNanos;
    }

    void start() {
        step();
    }

    void stop() {
        isStopped = true;
    }

    /** How many rows were counted since the start. */
    long counted() {
        return counted;
    }

    /** How often a block's entries did not add up to its sum: never, but for a fault. */
    long wrongBlocks() {
        return wrongBlocks;
    }

    private void step() {
        if (isStopped) {
            return;
        }
        byte[] from = sums.uncountedFrom();
        if (from != null) {
            sums.beginPage();
            read(from, sums.uncountedTo(), page -> {
                counted += page.entries().size();
                sums.endPage(page);
                loop.schedule(pauseNanos, this::step);
            });
            return;
        }
        for (MerkleTree tree : sums.trees()) {
            Stretch next;
            synchronized (tree) {
                next = tree.nextToDivide();
            }
            if (next != null) {
                divide(tree, next);
                return;
            }
        }
        loop.schedule(sums.recountDoubtful() ? pauseNanos : LOOK_NANOS, this::step);
    }

    private void divide(MerkleTree tree, Stretch block) {
        byte[] end;
        synchronized (tree) {
            end = tree.beginDivision(block);
        }
        byte[] from = block.start().length == 0 ? RowPlaces.sliceStart(block.table(), block.slice()) : block.start();
        byte[] to = end == null ? RowPlaces.sliceEnd(block.table(), block.slice()) : end;
        read(from, to, page -> {
            NavigableMap<byte[], EntrySum> entries = new TreeMap<>(Arrays::compareUnsigned);
            page.entries().forEach(entry -> entries.put(entry.key(), entry.sum()));
            synchronized (tree) {
                if (!tree.endDivision(entries, page.end())) {
                    wrongBlocks++;
                }
            }
            loop.schedule(pauseNanos, this::step);
        });
    }

    /**
     * Reads once all is committed that the sums have heard of so far: they hear of a change before its batch is written, and what they heard before
     * the page began is in no journal, so it has to be in the snapshot.
     */
    private void read(byte[] from, byte @Nullable [] to, Consumer<CountedPage> next) {
        CompletableFuture<@Nullable Void> unused = shards.sync().whenComplete((nothing, failure) -> {
            if (failure == null) {
                scan(from, to, next);
            } else {
                again();
            }
        });
    }

    private void scan(byte[] from, byte @Nullable [] to, Consumer<CountedPage> next) {
        ScanTask<CountedPage> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public CountedPage scan(SnapshotRows rows) {
                return page(rows, from, to);
            }

            @Override
            public void completed(CountedPage page) {
                next.accept(page);
            }

            @Override
            public void failed(Throwable failure) {
                again();
            }
        };
        if (!shards.scan(Lane.BULK, task)) {
            again();
        }
    }

    private void again() {
        for (MerkleTree tree : sums.trees()) {
            synchronized (tree) {
                tree.cancelDivision();
            }
        }
        loop.schedule(LOOK_NANOS, this::step);
    }

    private static CountedPage page(SnapshotRows rows, byte[] from, byte @Nullable [] to) {
        List<MerkleTree.Counted> entries = new ArrayList<>();
        KeyRange range = to == null ? KeyRange.from(from) : KeyRange.between(from, to);
        byte[] reached = from;
        try (RowCursor cursor = rows.cursor(range, Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = cursor.key();
                reached = key.bytes();
                if (entries.size() == PAGE_ENTRIES) {
                    return new CountedPage(entries, key.bytes());
                }
                Row row = EntryScans.sound(cursor);
                if (row != null) { // what is not counted is missing, and is fetched
                    entries.add(new MerkleTree.Counted(
                            key.tableId(), RowPlaces.INSTANCE.slice(key.bytes()), key.bytes(), RowHash.of(key, row)));
                }
            }
        } catch (CorruptionException e) {
            byte[] behind = RowPlaces.behind(reached.length < Integer.BYTES ? new byte[12] : reached);
            return new CountedPage(entries, to != null && Arrays.compareUnsigned(behind, to) >= 0 ? null : behind);
        }
        return new CountedPage(entries, null);
    }
}
