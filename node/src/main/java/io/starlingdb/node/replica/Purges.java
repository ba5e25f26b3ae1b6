package io.starlingdb.node.replica;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Purges stretches of a table at a settled time, a page at a time: reads them on a snapshot, has the shards drop from each row what is settled, and
 * then, where a whole stretch is done, the deletions of partitions and ranges, which nothing is left under.
 */
public final class Purges {
    private static final int PAGE_ENTRIES = 1_000;
    private static final int TASK_ENTRIES = 100;

    private final Replica replica;

    public Purges(Replica replica) {
        this.replica = replica;
    }

    /**
     * What came of a page.
     *
     * @param changed how many entries
     * @param next where to read on; null when the stretch is done
     * @param firstDue from which settled time on there is more to purge in what was read, in µs; {@link Long#MAX_VALUE} if nothing is left
     * @param tombstones how many are left of what was read
     */
    public record Page(int changed, byte @Nullable [] next, long firstDue, int tombstones) {}

    private static final class Found {
        private final List<PurgeTask.Place> rows = new ArrayList<>();
        private final List<PurgeTask.Place> deletions = new ArrayList<>();
        private byte @Nullable [] next;
        private long firstDue = Long.MAX_VALUE;
        private int tombstones;
    }

    /** One stretch, being purged. */
    public final class Stretch {
        private final TableSchema table;
        private final byte[] end;
        private final long settled;
        private final BooleanSupplier isUndisturbed;
        private final List<PurgeTask.Place> deletions = new ArrayList<>();

        private Stretch(TableSchema table, byte[] end, long settled, BooleanSupplier isUndisturbed) {
            this.table = table;
            this.end = end;
            this.settled = settled;
            this.isUndisturbed = isUndisturbed;
        }

        /** Purges the next page, from this key on. On the loop; the handler too. */
        public void page(byte[] from, DoneHandler<Page> handler) {
            ScanTask<Found> task = new ScanTask<>() {
                @Override
                public long deadlineNanos() {
                    return Long.MAX_VALUE;
                }

                @Override
                public Found scan(SnapshotRows rows) {
                    return find(rows, from);
                }

                @Override
                public void completed(Found found) {
                    purge(found, handler);
                }

                @Override
                public void failed(Throwable failure) {
                    handler.failed(failure);
                }
            };
            if (!replica.on().shards().scan(Lane.BULK, task)) {
                handler.failed(StarlingException.overloaded("Overloaded: too many scans are waiting"));
            }
        }

        private Found find(SnapshotRows rows, byte[] from) {
            Found found = new Found();
            SettledView view = new SettledView(rows, id -> table.conflicts(), (id, token) -> settled);
            int read = 0;
            try (RowCursor cursor = rows.cursor(KeyRange.between(from, end), Direction.FORWARD)) {
                while (cursor.next()) {
                    RowKey key = cursor.key();
                    if (read++ == PAGE_ENTRIES) {
                        found.next = key.bytes();
                        return found;
                    }
                    look(found, key, cursor, view);
                }
            } catch (CorruptionException e) {
                return found; // a place in a file: the storage has reported it
            }
            return found;
        }

        @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
        private void look(Found found, RowKey key, RowCursor cursor, SettledView view) {
            Row row;
            try {
                row = cursor.row();
            } catch (CorruptionException e) {
                return; // the storage has reported it
            }
            Row left = view.of(key, row);
            if (left != row) {
                PurgeTask.Place place = new PurgeTask.Place(key, view.covered(key));
                (key.kind() == EntryKind.ROW ? found.rows : found.deletions).add(place);
            }
            if (left != null) {
                found.firstDue = Math.min(found.firstDue, Settling.firstDue(key.kind(), left));
                found.tombstones += Settling.tombstones(left);
            }
        }

        private void purge(Found found, DoneHandler<Page> handler) {
            deletions.addAll(found.deletions);
            submit(found.rows, new DoneHandler<>() {
                @Override
                public void done(Integer changed) {
                    if (found.next != null || deletions.isEmpty() || !isUndisturbed.getAsBoolean()) {
                        long due = found.next == null && !deletions.isEmpty() ? 0 : found.firstDue;
                        int kept = found.next == null ? deletions.size() : 0;
                        handler.done(new Page(changed, found.next, due, found.tombstones + kept));
                        return;
                    }
                    submit(deletions, new DoneHandler<>() {
                        @Override
                        public void done(Integer more) {
                            handler.done(new Page(changed + more, null, found.firstDue, found.tombstones));
                        }

                        @Override
                        public void failed(Throwable failure) {
                            handler.failed(failure);
                        }
                    });
                }

                @Override
                public void failed(Throwable failure) {
                    handler.failed(failure);
                }
            });
        }

        private void submit(List<PurgeTask.Place> places, DoneHandler<Integer> handler) {
            if (places.isEmpty()) {
                handler.done(0);
                return;
            }
            List<List<PurgeTask.Place>> parts = new ArrayList<>();
            for (PurgeTask.Place place : places) {
                List<PurgeTask.Place> last = parts.isEmpty() ? List.of() : parts.get(parts.size() - 1);
                if (last.isEmpty()
                        || last.size() == TASK_ENTRIES
                        || !last.get(0).key().samePartition(place.key())) {
                    last = new ArrayList<>();
                    parts.add(last);
                }
                last.add(place);
            }
            SumOfParts sum = new SumOfParts(parts.size(), handler);
            for (List<PurgeTask.Place> part : parts) {
                if (!replica.on().shards().submit(new PurgeTask(part, settled, table, sum))) {
                    sum.failed(Replica.queueFull());
                }
            }
        }
    }

    /**
     * A stretch of a table, to be purged from its beginning on; whole partitions.
     *
     * @param end where it ends (itself outside)
     * @param settled of all of it, in µs
     * @param isUndisturbed whether no exchange has brought anything since the stretch was begun: else its deletions stay for the next time
     */
    public Stretch stretch(TableSchema table, byte[] end, long settled, BooleanSupplier isUndisturbed) {
        return new Stretch(table, end, settled, isUndisturbed);
    }
}
