package io.starlingdb.node.replica;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.ReplyHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page of an exchange with one co-replica: compares versions from a place on, fetches what the other has and joins it, sends what it
 * lacks. Everything is a join, so a page may be done again, in whole or in part.
 */
final class RangeExchange {
    /** Which part of what to exchange with whom. */
    record Part(
            Endpoint peer,
            long epoch,
            int tableId,
            TokenRange range,
            @Nullable RowKey after) {}

    /** How a page ended: where the next one begins (null: the range is done), or that it failed. */
    record Ended(boolean isDone, @Nullable RowKey end, int joined) {}

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Replica replica;
    private final ReplicaScans scans;
    private final Messenger messenger;
    private final TimeSource time;
    private final Part part;
    private final int entriesMax;
    private final Consumer<Ended> handler;
    private int joined;

    /** @param handler is called once, on the loop */
    RangeExchange(
            Replica replica,
            ReplicaScans scans,
            Messenger messenger,
            TimeSource time,
            Part part,
            int entriesMax,
            Consumer<Ended> handler) {
        this.replica = replica;
        this.scans = scans;
        this.messenger = messenger;
        this.time = time;
        this.part = part;
        this.entriesMax = entriesMax;
        this.handler = handler;
    }

    void start() {
        VersionsRequest request =
                new VersionsRequest(part.epoch(), part.tableId(), part.range(), part.after(), entriesMax);
        // The other's page first: what is written here meanwhile is then at worst sent in vain.
        ask(
                request,
                VersionsPage.class,
                theirs -> scans.versions(request, deadline(), then(mine -> {
                    PageDiff diff = PageDiff.of(mine, theirs);
                    fetch(
                            diff.toFetch(),
                            () -> send(diff.toSend(), () -> handler.accept(new Ended(true, diff.end(), joined))));
                })));
    }

    private void fetch(List<RowKey> keys, Runnable next) {
        if (keys.isEmpty()) {
            next.run();
            return;
        }
        ask(
                new RowsRequest(part.epoch(), keys),
                RowsReply.class,
                reply -> replica.repair(reply.entries(), deadline(), then(changed -> {
                    joined += changed;
                    fetch(rest(keys, reply), next);
                })));
    }

    private void send(List<RowKey> keys, Runnable next) {
        if (keys.isEmpty()) {
            next.run();
            return;
        }
        scans.rows(
                keys,
                deadline(),
                then(mine -> ask(
                        new RepairRequest(part.epoch(), mine.entries()),
                        Done.class,
                        done -> send(rest(keys, mine), next))));
    }

    private static List<RowKey> rest(List<RowKey> keys, RowsReply reply) {
        int from = Math.min(keys.size(), Math.max(1, reply.answered()));
        return keys.subList(from, keys.size());
    }

    private long deadline() {
        return time.nanoTime() + PATIENCE_NANOS;
    }

    private void fail() {
        handler.accept(new Ended(false, part.after(), joined));
    }

    private <T> DoneHandler<T> then(Consumer<T> next) {
        return new DoneHandler<>() {
            @Override
            public void done(T result) {
                next.accept(result);
            }

            @Override
            public void failed(Throwable failure) {
                fail();
            }
        };
    }

    private <T extends Message> void ask(Message request, Class<T> expected, Consumer<T> next) {
        messenger.request(part.peer(), Lane.BULK, request, PATIENCE_NANOS, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                if (expected.isInstance(reply)) {
                    next.accept(expected.cast(reply));
                } else {
                    fail();
                }
            }

            @Override
            public void onFailure(Failure failure) {
                fail();
            }
        });
    }
}
