package io.starlingdb.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowHash;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyCursor;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.SnapshotRows;
import io.starlingdb.node.storage.TestRows;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SumCountTest {
    private static final RowKey FIRST = TestRows.key(1);
    private static final RowKey SECOND = TestRows.key(2);

    private final TreeMap<RowKey, Row> committed = new TreeMap<>();
    private final Deque<CompletableFuture<@Nullable Void>> syncs = new ArrayDeque<>();
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final RowSums sums = new RowSums(1, null, SyncRules.SOUND, scope -> List.of(), key -> {});
    private final SumCount count = new SumCount(sums, shards(), scheduler(), 1);

    @Test
    void shouldCountWhatWasToldBeforeAPageBeganAndIsCommittedLater() {
        committed.put(FIRST, TestRows.row(1));
        sums.changed(SECOND, null, TestRows.row(2));
        count.start();
        committed.put(SECOND, TestRows.row(2));
        commitAll();
        assertThat(sums.isCounting()).isFalse();
        assertThat(sums.total()).isEqualTo(sumOfCommitted());
    }

    @Test
    void shouldCountOnceWhatIsToldWhileAPageIsRead() {
        committed.put(FIRST, TestRows.row(1));
        count.start();
        sums.changed(FIRST, TestRows.row(1), TestRows.row(3));
        committed.put(FIRST, TestRows.row(3));
        commitAll();
        sums.changed(SECOND, null, TestRows.row(2));
        committed.put(SECOND, TestRows.row(2));
        assertThat(sums.total()).isEqualTo(sumOfCommitted());
    }

    @Test
    void shouldTryAgainWhenWhatWasToldCannotBeCommitted() {
        committed.put(FIRST, TestRows.row(1));
        count.start();
        syncs.remove().completeExceptionally(new IllegalStateException("the disk is full"));
        assertThat(sums.isCounting()).isTrue();
        loop.remove().run();
        commitAll();
        assertThat(sums.total()).isEqualTo(sumOfCommitted());
    }

    private long sumOfCommitted() {
        return committed.entrySet().stream()
                .mapToLong(entry -> RowHash.of(entry.getKey(), entry.getValue()).total())
                .sum();
    }

    private void commitAll() {
        while (!syncs.isEmpty()) {
            syncs.remove().complete(null);
        }
    }

    /** Shards that scan what is committed at once, and whose syncs the test ends. */
    private Shards shards() {
        return (Shards) Proxy.newProxyInstance(
                Shards.class.getClassLoader(), new Class<?>[] {Shards.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("sync")) {
                        CompletableFuture<@Nullable Void> sync = new CompletableFuture<>();
                        syncs.add(sync);
                        return sync;
                    }
                    assertThat(method.getName()).isEqualTo("scan");
                    return scan((ScanTask<?>) arguments[1]);
                });
    }

    private <T> boolean scan(ScanTask<T> task) {
        task.completed(task.scan(new Committed()));
        return true;
    }

    private Scheduler scheduler() {
        return new Scheduler() {
            @Override
            public void execute(Runnable task) {
                loop.add(task);
            }

            @Override
            public Cancellable schedule(long delayNanos, Runnable task) {
                loop.add(task);
                return () -> loop.remove(task);
            }
        };
    }

    private final class Committed implements SnapshotRows {
        @Override
        public @Nullable Row get(RowKey key) {
            return committed.get(key);
        }

        @Override
        public RowCursor cursor(KeyRange range, Direction direction) {
            return new Cursor(committed.entrySet().iterator());
        }

        @Override
        public KeyCursor keys(KeyRange range) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Cursor implements RowCursor {
        private final Iterator<Map.Entry<RowKey, Row>> rest;
        private Map.@Nullable Entry<RowKey, Row> at;

        Cursor(Iterator<Map.Entry<RowKey, Row>> rest) {
            this.rest = rest;
        }

        @Override
        public boolean next() {
            at = rest.hasNext() ? rest.next() : null;
            return at != null;
        }

        @Override
        public RowKey key() {
            return at.getKey();
        }

        @Override
        public Row row() {
            return at.getValue();
        }

        @Override
        public void close() {}
    }
}
