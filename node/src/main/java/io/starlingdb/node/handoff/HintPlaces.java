package io.starlingdb.node.handoff;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who owns the rows of hints, as the hint thread sees it: by a record that the loop shows it. */
final class HintPlaces {
    private volatile ClusterRecord shown = ClusterRecord.unfounded();
    private Rings rings = new Rings(shown);

    /** From now on, this record. Called on the loop. */
    void show(ClusterRecord newer) {
        shown = newer;
    }

    private Rings rings() {
        ClusterRecord now = shown;
        if (rings.record().epoch() != now.epoch()) {
            rings = new Rings(now);
        }
        return rings;
    }

    /** Whether the node is a member; true as long as nobody is known. */
    boolean isMember(NodeId node) {
        ClusterRecord now = shown;
        return !now.isFounded() || now.member(node) != null;
    }

    /** The row's table; null if it is gone. */
    @Nullable
    TableSchema table(RowKey row) {
        return rings().record().schema().table(row.tableId());
    }

    /** Everybody who holds the row or is about to; nobody if its table is gone. */
    List<RecordMember> owners(RowKey row) {
        TableSchema table = table(row);
        if (table == null) {
            return List.of();
        }
        Rings now = rings();
        return now.ring(now.record().schema().requireKeyspace(table.keyspace()))
                .replicas(row.token())
                .written();
    }
}
