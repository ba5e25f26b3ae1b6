package io.starlingdb.node.cql.run;

import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reads of one statement, counted, so that its client hears when they cost more than they should. How large a partition is, is told by how many
 * of its rows the statement has read, and what those of the last page take.
 */
final class CountedReads implements Reads {
    private static final Logger LOG = LoggerFactory.getLogger(CountedReads.class);

    private final Reads reads;
    private final TableSchema table;
    private final ReadThresholds thresholds;
    private long deadEntries;
    private long partitionBytes;

    CountedReads(Reads reads, TableSchema table, ReadThresholds thresholds) {
        this.reads = reads;
        this.table = table;
        this.thresholds = thresholds;
    }

    @Override
    public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
        return reads.read(query, options).thenApply(result -> {
            deadEntries += result.cost().deadEntries();
            ResumePoint more = result.more();
            if (more != null
                    && query.target() instanceof Partitions.One
                    && result.partitions().size() == 1) {
                PartitionRows partition = result.partitions().get(0);
                long rows = Math.max(1, partition.rows().size());
                partitionBytes = Math.max(
                        partitionBytes, result.cost().rowBytes() * Math.max(rows, more.rowsOfPartition()) / rows);
            }
            return result;
        });
    }

    /** What is to be told; it is logged, too. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(0);
        String name = table.keyspace() + "." + table.name();
        if (deadEntries > thresholds.deadEntries()) {
            warnings.add("Read " + deadEntries + " deleted rows and ranges of " + name + " for this page (tombstones;"
                    + " read.tombstone_warn is " + thresholds.deadEntries() + ")");
        }
        if (partitionBytes > thresholds.partitionBytes()) {
            warnings.add("Read about " + (partitionBytes >> 20) + " MiB of one partition of " + name
                    + " (read.partition_warn is " + (thresholds.partitionBytes() >> 20) + " MiB)");
        }
        warnings.forEach(LOG::warn);
        return warnings;
    }
}
