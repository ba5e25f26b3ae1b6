package io.starlingdb.node.streaming;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Leftover;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.ring.TransitionSteps;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Erases what this node does not own any more, when the record says that there may be something, and has that recorded once the erasure survives the
 * loss of power: before that the node gets no new range ({@link TransitionSteps#begin}). So a row that was given away can never be mistaken for one
 * that was missed. Loop only.
 *
 * <p>Nothing can come back behind the erasure: no request for such a range is served by the record that this node knows, and what was submitted
 * before it knew that record is erased too.
 */
final class RangeCleaner {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Streams on;
    private boolean isBusy;

    RangeCleaner(Streams on) {
        this.on = on;
    }

    void look() {
        ClusterRecord record = on.record().current();
        Leftover leftover = record.transitions().leftover(on.self());
        if (leftover == null || isBusy || record.member(on.self()) == null) {
            return;
        }
        isBusy = true;
        List<CompletableFuture<@Nullable Void>> erasures = new ArrayList<>();
        if (on.rules().erases()) {
            Rings rings = new Rings(record);
            for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
                erase(keyspace, rings.ring(keyspace), erasures);
            }
        }
        CompletableFuture<ClusterRecord> unused = CompletableFuture.allOf(erasures.toArray(new CompletableFuture<?>[0]))
                .thenCompose(nothing ->
                        on.record().change(newest -> TransitionSteps.erased(newest, on.self(), leftover.since())))
                .whenComplete((newest, failure) -> on.loop().schedule(failure == null ? 0 : RETRY_NANOS, () -> {
                    isBusy = false;
                    look();
                }));
    }

    private void erase(KeyspaceSchema keyspace, Ring ring, List<CompletableFuture<@Nullable Void>> erasures) {
        List<TokenRange> ranges = Ranges.notHeldBy(on.self(), ring);
        for (TableSchema table : keyspace.tables().values()) {
            for (TokenRange range : ranges) {
                erasures.add(on.shards().erase(table.id(), range));
            }
        }
    }
}
