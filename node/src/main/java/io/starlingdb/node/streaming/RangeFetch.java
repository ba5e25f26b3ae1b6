package io.starlingdb.node.streaming;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one range of some tables from one owner, page after page, and joins it; each page is paid for by a pause, so that clients are served
 * beside. Ends with how it went: whole, from an owner in good standing or not, or broken off.
 */
final class RangeFetch {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How a fetch ended. */
    enum Ended {
        /** All of it is joined, from an owner in good standing. */
        GOOD,
        /** All of it is joined, from an owner that may lack some. */
        DOUBTFUL,
        /** Some of it is not. */
        BROKEN_OFF
    }

    /** A range of one table, not wrapping. */
    record Part(int tableId, TokenRange range) {}

    private final Streams on;
    private final Endpoint owner;
    private final long epoch;
    private final Deque<Part> left;
    private final Consumer<Long> bytesFetched;
    private final Consumer<Ended> handler;
    private boolean isGood = true;

    RangeFetch(
            Streams on,
            Endpoint owner,
            long epoch,
            List<Part> parts,
            Consumer<Long> bytesFetched,
            Consumer<Ended> handler) {
        this.on = on;
        this.owner = owner;
        this.epoch = epoch;
        this.left = new ArrayDeque<>(parts);
        this.bytesFetched = bytesFetched;
        this.handler = ended -> {
            on.replica().fetching(false);
            handler.accept(ended);
        };
    }

    void start() {
        on.replica().fetching(true);
        next(null);
    }

    private void next(@Nullable RowKey after) {
        Part part = left.peek();
        if (part == null) {
            handler.accept(isGood ? Ended.GOOD : Ended.DOUBTFUL);
            return;
        }
        StreamRequest request = new StreamRequest(epoch, part.tableId(), part.range(), after);
        on.messenger().request(owner, Lane.BULK, request, PATIENCE_NANOS, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                if (reply instanceof StreamPage page) {
                    join(page);
                } else {
                    handler.accept(Ended.BROKEN_OFF);
                }
            }

            @Override
            public void onFailure(Failure failure) {
                handler.accept(Ended.BROKEN_OFF);
            }
        });
    }

    private void join(StreamPage page) {
        isGood &= page.isGood();
        long deadline = on.time().nanoTime() + PATIENCE_NANOS;
        on.replica().repair(on.rules().streamed(page.entries()), deadline, new DoneHandler<>() {
            @Override
            public void done(Integer changed) {
                long bytes = 0;
                for (Entry entry : page.entries()) {
                    bytes += entry.row().weightBytes();
                }
                bytesFetched.accept(bytes);
                if (page.end() == null) {
                    left.remove();
                }
                if (bytes == 0) {
                    next(page.end());
                } else {
                    on.loop().schedule(on.pauseNanos(bytes), () -> next(page.end()));
                }
            }

            @Override
            public void failed(Throwable failure) {
                handler.accept(Ended.BROKEN_OFF);
            }
        });
    }
}
