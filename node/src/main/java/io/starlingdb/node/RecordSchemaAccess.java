package io.starlingdb.node;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Membership;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.concurrent.CompletableFuture;

/** The schema as part of the cluster record. */
record RecordSchemaAccess(RecordAgreement record, Membership membership) implements SchemaAccess {
    @Override
    public Schema current() {
        return record.current().schema();
    }

    @Override
    public CompletableFuture<Schema> change(SchemaChange change) {
        return record.change(RecordChange.schema(change))
                .thenCompose(
                        changed -> record.knownByAll(changed, member -> membership.liveness(member) != Liveness.DEAD))
                .thenApply(ClusterRecord::schema);
    }
}
