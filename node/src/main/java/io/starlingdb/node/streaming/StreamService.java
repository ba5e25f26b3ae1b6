package io.starlingdb.node.streaming;

import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.replica.Misplaced;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.node.replica.SettledView;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.SnapshotRows;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Messenger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Hands out what this node holds of a range to a new owner. It knows the record by which that one is to own the range before it reads a single row:
 * from then on it answers for no write that was placed by an older record ({@link io.starlingdb.node.replica.ReplicaService}), so whatever it
 * answered for is in the pages, or goes to the new owner too. Loop only; pages are read in the background's lane.
 */
final class StreamService {
    /** How many bytes of rows one page holds, about. */
    private static final int BYTES_MAX = 1 << 20;

    private static final int ENTRIES_MAX = 10_000;

    private final Messenger messenger;
    private final RecordAgreement record;
    private final Replica replica;
    private final Shards shards;

    StreamService(Messenger messenger, RecordAgreement record, Replica replica, Shards shards) {
        this.messenger = messenger;
        this.record = record;
        this.replica = replica;
        this.shards = shards;
    }

    void start() {
        messenger.on(StreamRequest.class, this::take);
    }

    private void take(Inbound<StreamRequest> in) {
        long epoch = in.message().epoch();
        if (epoch <= record.current().epoch()) {
            page(in);
            return;
        }
        CompletableFuture<ClusterRecord> unused = record.atLeast(epoch, in.from())
                .whenComplete((newer, failure) -> {
                    if (failure == null) {
                        page(in);
                    }
                });
    }

    private void page(Inbound<StreamRequest> in) {
        if (replica.isOutdated(in.message().epoch())) {
            in.reply(new Misplaced(record.current().epoch()));
            return;
        }
        ScanTask<StreamPage> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return in.deadlineNanos();
            }

            @Override
            public StreamPage scan(SnapshotRows rows) {
                return read(in.message(), rows);
            }

            @Override
            public void completed(StreamPage page) {
                if (replica.isOutdated(in.message().epoch())) { // the range may have been erased meanwhile
                    in.reply(new Misplaced(record.current().epoch()));
                } else {
                    in.reply(
                            page.isGood() && !replica.counts()
                                    ? new StreamPage(page.entries(), page.end(), false)
                                    : page);
                }
            }

            @Override
            public void failed(Throwable failure) {
                // Not answered: the other asks again.
            }
        };
        shards.scan(Lane.BULK, task);
    }

    private StreamPage read(StreamRequest request, SnapshotRows rows) {
        RowKey after = request.after();
        byte[] start = after == null
                ? RowKey.tokenStart(request.tableId(), request.range().start() + 1)
                : Arrays.copyOf(after.bytes(), after.bytes().length + 1);
        byte[] end = RowKey.tokenEnd(request.tableId(), request.range().end());
        List<Entry> entries = new ArrayList<>();
        SettledView view = replica.view(rows);
        boolean isGood = true;
        long bytes = 0;
        try (RowCursor cursor = rows.cursor(KeyRange.between(start, end), Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = cursor.key();
                try {
                    Row row = view.of(key, cursor.row());
                    if (row != null) {
                        entries.add(new Entry(key, row));
                        bytes += row.weightBytes();
                    }
                } catch (CorruptionException e) {
                    isGood = false; // a corrupt copy is not given away
                }
                if (bytes >= BYTES_MAX || entries.size() >= ENTRIES_MAX) {
                    return new StreamPage(entries, key, isGood);
                }
            }
        }
        return new StreamPage(entries, null, isGood);
    }
}
