package io.starlingdb.node.snapshot;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.ring.TransitionSteps;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaRestore;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The change of the cluster record that a restore begins with: its tables, empty and under new ids, and an actor number for its dots.
 *
 * <p>Because the ids are new, nothing that is still under way for a former table of the name can meet the restored rows, and a restore that broke off is repeated from the beginning.
 */
final class RestoredSchema implements RecordChange {
    private final Schema snapshot;
    private final List<TableSchema> tables;
    private final Map<String, Integer> seen;
    private final boolean replace;
    private final int replicationFactor;
    private int actor = -1;

    /**
     * @param seen the ids of the tables that were found to be empty, by name
     */
    RestoredSchema(
            Schema snapshot,
            List<TableSchema> tables,
            Map<String, Integer> seen,
            boolean replace,
            int replicationFactor) {
        this.snapshot = snapshot;
        this.tables = tables;
        this.seen = new TreeMap<>(seen);
        this.replace = replace;
        this.replicationFactor = replicationFactor;
    }

    @Override
    public ClusterRecord applyTo(ClusterRecord current) {
        for (TableSchema table : tables) {
            TableSchema present = current.schema().table(table.keyspace(), table.name());
            if (present != null && !replace && !Integer.valueOf(present.id()).equals(seen.get(table.toString()))) {
                throw new StarlingException(
                        ErrorCode.CONFLICT, "Table " + table + " was created or truncated meanwhile: begin again");
            }
        }
        Schema restored = SchemaRestore.into(current.schema(), snapshot, tables, replication(current));
        ClusterRecord next = current.with(restored).with(current.roster().reservingActor());
        TransitionSteps.requireDisjoint(next);
        Rings rings = new Rings(next);
        for (TableSchema table : tables) {
            requireWritable(rings, restored.requireKeyspace(table.keyspace()));
        }
        actor = current.roster().nextActor();
        return next;
    }

    /** The actor number that was reserved by the last application. */
    int actor() {
        return actor;
    }

    private @Nullable Replication replication(ClusterRecord current) {
        if (replicationFactor == 0) {
            return null;
        }
        boolean byDatacenter = tables.stream()
                .map(table ->
                        snapshot.requireKeyspace(table.keyspace()).replication().strategy())
                .anyMatch(strategy -> strategy == Replication.Strategy.NETWORK_TOPOLOGY);
        if (!byDatacenter) {
            return Replication.simple(replicationFactor);
        }
        Map<String, Integer> factors = new TreeMap<>();
        current.members().forEach(member -> factors.put(member.location().datacenter(), replicationFactor));
        return Replication.networkTopology(factors);
    }

    private static void requireWritable(Rings rings, KeyspaceSchema keyspace) {
        for (OwnedRange range : rings.ring(keyspace).ranges()) {
            int nodes = range.replicas().size();
            int wanted = range.replicas().factor();
            if (nodes * 2 <= wanted) {
                throw new StarlingException(
                        ErrorCode.CONFLICT,
                        "Keyspace " + keyspace.name() + " wants " + wanted
                                + " copies of each row, and this cluster has "
                                + nodes + " node" + (nodes == 1 ? "" : "s")
                                + " for them: nobody could read or write at QUORUM. Restore with --replication-factor "
                                + nodes + ", or create the keyspace first, replicated as you want it");
            }
        }
    }
}
