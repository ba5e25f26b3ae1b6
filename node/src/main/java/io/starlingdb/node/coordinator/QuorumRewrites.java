package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.VersionVector;
import java.util.function.Supplier;

/** Writes deltas that have their dots at QUORUM, wherever their rows are by now. One whose table is gone counts as written. */
final class QuorumRewrites implements StampedWrites {
    private final Surroundings around;
    private final Supplier<Schema> schema;

    QuorumRewrites(Surroundings around, Supplier<Schema> schema) {
        this.around = around;
        this.schema = schema;
    }

    @Override
    public void hold(long stamp) {
        around.held().add(stamp);
    }

    @Override
    public void release(long stamp) {
        around.held().remove(stamp);
    }

    @Override
    public void write(Delta delta, long deadlineNanos, DoneHandler<Boolean> handler) {
        RowKey key = delta.rows().get(0).key();
        TableSchema table = schema.get().table(key.tableId());
        if (table == null) {
            handler.done(true);
            return;
        }
        Mutation mutation = new MutationBuilder(table, key.partitionKey(), key.token()).build();
        WriteTerms terms = new WriteTerms(Consistency.QUORUM, false);
        try {
            WritePlacement placement = WritePlacement.of(around, table, key.token(), terms);
            new WriteRun(around, table, mutation, terms, placement, deadlineNanos, new WriteHandler() {
                        @Override
                        public void done(VersionVector seen) {
                            handler.done(true);
                        }

                        @Override
                        public void failed(StarlingException why, boolean isDefinite) {
                            handler.failed(why);
                        }
                    })
                    .startIssued(delta);
        } catch (StarlingException e) {
            handler.failed(e);
        }
    }
}
