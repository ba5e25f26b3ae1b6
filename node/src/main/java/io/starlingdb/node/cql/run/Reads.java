package io.starlingdb.node.cql.run;

import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.ReadQuery;
import java.util.concurrent.CompletableFuture;

/** Where a SELECT reads: the cluster's data, or the node's virtual tables. */
interface Reads {
    CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options);
}
