package io.starlingdb.node.sync;

import io.starlingdb.antientropy.KeyDiff;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Mends differences with one co-replica: fetches what the other has, joins it, and sends back where that gave more than was fetched; sends what the
 * other lacks, and joins what it sends back. Both in batches. Everything is a join, so any part may be done twice, or be left out until the next time.
 */
final class EntryMend {
    /** How many keys are asked for, or entries sent, at once; their bytes are bounded as well. */
    private static final int BATCH_ENTRIES = 1_000;

    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * On what terms entries travel.
     *
     * @param settled up to which stamp the scope is settled, in µs
     * @param fence what the other told when the exchange began
     * @param yields whether this replica may hold what the other has purged: then it drops what the other lacks below {@code settled}
     */
    record Terms(long settled, long fence, boolean yields) {}

    /** What was mended. */
    static final class Tally {
        final RepairedRows rows = new RepairedRows();
        long fetched;
        long sent;
        long bytes;
    }

    private final SyncParts on;
    private final EntryScans scans;
    private final Endpoint peer;
    private final long epoch;
    private final Terms terms;
    private final Tally tally;
    private final DoneHandler<Boolean> handler;

    /** @param handler is called once, on the loop */
    EntryMend(
            SyncParts on,
            EntryScans scans,
            Endpoint peer,
            long epoch,
            Terms terms,
            Tally tally,
            DoneHandler<Boolean> handler) {
        this.on = on;
        this.scans = scans;
        this.peer = peer;
        this.epoch = epoch;
        this.terms = terms;
        this.tally = tally;
        this.handler = handler;
    }

    void run(List<KeyDiff> diffs) {
        List<RowKey> toFetch = new ArrayList<>();
        List<RowKey> toSend = new ArrayList<>();
        for (KeyDiff diff : diffs) {
            (diff.isToSend() && !terms.yields() ? toSend : toFetch).add(RowKey.decode(diff.key()));
        }
        Collections.sort(toFetch);
        Collections.sort(toSend);
        fetch(toFetch, () -> send(toSend, () -> handler.done(true)));
    }

    private void fetch(List<RowKey> keys, Runnable next) {
        if (keys.isEmpty()) {
            next.run();
            return;
        }
        List<RowKey> batch = batch(keys);
        ask(new EntriesRequest(epoch, terms.settled(), batch), reply -> {
            int answered = clamp(reply.answered(), batch.size());
            List<RowKey> rest = keys.subList(answered, keys.size());
            if (terms.yields()) {
                yieldTo(batch.subList(0, answered), reply.entries(), () -> fetch(rest, next));
                return;
            }
            if (reply.entries().isEmpty()) {
                fetch(rest, next);
                return;
            }
            tally.fetched += reply.entries().size();
            tally.bytes += bytes(reply.entries());
            tally.rows.add(reply.entries());
            on.replica()
                    .repair(
                            reply.entries(),
                            on.time().nanoTime() + PATIENCE_NANOS,
                            then(changed -> scans.beyond(
                                    reply.entries(),
                                    terms.settled(),
                                    then(more -> give(more, () -> fetch(rest, next))))));
        });
    }

    /** What the other lacks below its settled time goes; what is left here goes to it. */
    private void yieldTo(List<RowKey> keys, List<Entry> theirs, Runnable next) {
        tally.fetched += theirs.size();
        tally.bytes += bytes(theirs);
        tally.rows.add(theirs);
        on.replica()
                .yieldTo(
                        keys,
                        theirs,
                        terms.settled(),
                        on.time().nanoTime() + PATIENCE_NANOS,
                        then(changed ->
                                scans.entries(keys, terms.settled(), then(mine -> give(mine.entries(), next)))));
    }

    private void send(List<RowKey> keys, Runnable next) {
        if (keys.isEmpty()) {
            next.run();
            return;
        }
        List<RowKey> batch = batch(keys);
        scans.entries(
                batch,
                terms.settled(),
                then(mine -> give(
                        mine.entries(),
                        () -> send(keys.subList(clamp(mine.answered(), batch.size()), keys.size()), next))));
    }

    /** Sends entries of one table; what comes back is joined. */
    private void give(List<Entry> entries, Runnable next) {
        if (entries.isEmpty()) {
            next.run();
            return;
        }
        tally.sent += entries.size();
        tally.bytes += bytes(entries);
        tally.rows.add(entries);
        ask(new EntriesPush(epoch, terms.settled(), terms.fence(), entries), reply -> {
            if (reply.entries().isEmpty()) {
                next.run();
                return;
            }
            tally.fetched += reply.entries().size();
            tally.bytes += bytes(reply.entries());
            tally.rows.add(reply.entries());
            on.replica().repair(reply.entries(), on.time().nanoTime() + PATIENCE_NANOS, then(changed -> next.run()));
        });
    }

    /** The first keys, of one table. */
    private static List<RowKey> batch(List<RowKey> keys) {
        int size = 1;
        int table = keys.get(0).tableId();
        while (size < Math.min(BATCH_ENTRIES, keys.size()) && keys.get(size).tableId() == table) {
            size++;
        }
        return keys.subList(0, size);
    }

    private static int clamp(int answered, int asked) {
        return Math.max(1, Math.min(answered, asked));
    }

    private static long bytes(List<Entry> entries) {
        long sum = 0;
        for (Entry entry : entries) {
            sum += entry.key().bytes().length + entry.row().weightBytes();
        }
        return sum;
    }

    private <T> DoneHandler<T> then(Consumer<T> next) {
        return new DoneHandler<>() {
            @Override
            public void done(T result) {
                next.accept(result);
            }

            @Override
            public void failed(Throwable failure) {
                handler.failed(failure);
            }
        };
    }

    private void ask(Message request, Consumer<EntriesReply> next) {
        on.messenger().request(peer, Lane.BULK, request, PATIENCE_NANOS, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                if (reply instanceof EntriesReply entries) {
                    next.accept(entries);
                } else {
                    handler.failed(new IllegalStateException("refused"));
                }
            }

            @Override
            public void onFailure(Failure failure) {
                handler.failed(new IllegalStateException(failure.toString()));
            }
        });
    }
}
