package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.ReadQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads and writes of the cluster's data, from whichever node this is. The edges and CQL know data by this interface alone.
 *
 * <p>Called on the node's loop; never blocks; the futures complete on the loop too. A failed future holds a
 * {@link io.starlingdb.client.StarlingException}: {@code UNAVAILABLE} (too few live replicas, nothing was tried), {@code TIMEOUT}
 * (tried, outcome unknown), {@code OVERLOADED} (refused at once), {@code BAD_CONTEXT}, {@code INVALID} and so on.
 */
public interface DataAccess {
    /** Writes one partition's mutation. The result tells the context under which a later write replaces exactly this one. */
    CompletableFuture<WriteResult> write(Mutation mutation, RequestOptions options);

    /**
     * Writes several mutations, each at the level of {@code options}, all at once. It is not atomic: of a batch that fails any part
     * may have been written. The result's order is the order asked.
     */
    CompletableFuture<BatchResult> batch(List<Mutation> mutations, RequestOptions options);

    /**
     * Writes several mutations of which all will be written or none, whoever dies meanwhile: all as soon as the answer is a success, all or none, some
     * of them perhaps later, if it is {@code TIMEOUT}, and none if it is any other failure before that. Not isolated: readers may see a part. Counters are
     * refused ({@code INVALID}).
     */
    CompletableFuture<BatchResult> loggedBatch(List<Mutation> mutations, RequestOptions options);

    /** Reads one partition's slices, or a range of partitions, in token order. */
    CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options);

    /**
     * Finds rows by a secondary index, about as many as the query wants: at least all that have one of its values. To be read and tested at
     * the same level.
     */
    default CompletableFuture<FoundKeys> find(IndexQuery query, RequestOptions options) {
        return CompletableFuture.failedFuture(StarlingException.notImplemented("There are no indexes here"));
    }
}
