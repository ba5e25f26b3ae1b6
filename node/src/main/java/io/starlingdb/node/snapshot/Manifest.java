package io.starlingdb.node.snapshot;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.sync.SettledRanges;
import java.util.ArrayList;
import java.util.List;

/**
 * What a snapshot says of itself.
 *
 * @param name of the snapshot; those that all nodes took together have the same
 * @param node who took it
 * @param address where that node was reached, for people
 * @param release the node's version
 * @param takenMillis when, since 1970 by the node's clock: everything that it had committed before is in it
 * @param wasRecovering whether the node knew that it might lack something
 * @param scope what was asked for: {@code keyspace} or {@code keyspace.table}; empty for everything. The files hold more
 * @param record the node's cluster record, with the schema
 * @param settled of what the node owned, when its storage was copied: up to there it held everything, and may have purged what it was rid of
 * @param files of the folder {@code data}
 */
public record Manifest(
        String name,
        NodeId node,
        String address,
        String release,
        long takenMillis,
        boolean wasRecovering,
        List<String> scope,
        ClusterRecord record,
        SettledRanges settled,
        List<StoredFile> files) {

    /**
     * @param name within the folder {@code data}
     * @param bytes its length
     * @param crc CRC-32C of its content
     */
    public record StoredFile(String name, long bytes, long crc) {}

    /** How many bytes its files have. */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::bytes).sum();
    }

    /** The tables that it is of. */
    public List<TableSchema> tables() {
        List<TableSchema> tables = new ArrayList<>();
        for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
            for (TableSchema table : keyspace.tables().values()) {
                if (scope.isEmpty() || scope.contains(keyspace.name()) || scope.contains(table.toString())) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }
}
