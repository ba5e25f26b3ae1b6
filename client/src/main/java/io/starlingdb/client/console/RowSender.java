package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.CqlAnswer;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Sends rows of one INSERT in unlogged batches, a bounded number of requests at a time. A batch that is refused is sent again
 * row by row, so that one bad row does not take its neighbours with it; inserts are idempotent, so a batch that timed out or
 * was shed is simply sent again, for some seconds; then the cluster is taken to be away. Confined to one thread, which waits while too much is in flight.
 */
final class RowSender {
    private static final int IN_FLIGHT_MAX = 24;
    private static final int TRIES_MAX = 5;

    /**
     * A row to be inserted.
     *
     * @param line where it stands in its file, from 1
     * @param number among the file's rows, from 1
     * @param fields as they stand in the file
     */
    record Row(long line, long number, String[] fields, List<JsonNode> values) {}

    private record Sent(List<Row> rows, CompletableFuture<CqlAnswer> answer) {}

    private final NodeApi node;
    private final String insert;
    private final ConsistencyLevel consistency;
    private final int batchRows;
    private final BiConsumer<Row, StarlingException> refused;
    private final LongConsumer settled;
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private List<Row> batch = new ArrayList<>();
    private long sentRows;
    private long storedRows;

    /**
     * @param refused is told each row that the node does not take
     * @param settled is told the number of a row up to which all are stored or refused
     */
    RowSender(
            NodeApi node,
            String insert,
            ConsistencyLevel consistency,
            int batchRows,
            BiConsumer<Row, StarlingException> refused,
            LongConsumer settled) {
        this.node = node;
        this.insert = insert;
        this.consistency = consistency;
        this.batchRows = batchRows;
        this.refused = refused;
        this.settled = settled;
    }

    void add(Row row) {
        batch.add(row);
        if (batch.size() == batchRows) {
            sendBatch();
        }
    }

    /** Sends the rest and waits for every answer. */
    void finish() {
        if (!batch.isEmpty()) {
            sendBatch();
        }
        while (!inFlight.isEmpty()) {
            settleOldest();
        }
    }

    long sentRows() {
        return sentRows;
    }

    long storedRows() {
        return storedRows;
    }

    private void sendBatch() {
        if (inFlight.size() >= IN_FLIGHT_MAX) {
            settleOldest();
        }
        inFlight.add(new Sent(batch, node.cqlAsync(call(batch))));
        sentRows += batch.size();
        batch = new ArrayList<>();
    }

    private void settleOldest() {
        Sent oldest = inFlight.remove();
        try {
            NodeApi.await(oldest.answer());
            storedRows += oldest.rows().size();
        } catch (StarlingException e) {
            again(oldest.rows(), e, 1);
        }
        settled.accept(oldest.rows().get(oldest.rows().size() - 1).number());
    }

    /** @throws StarlingException when the cluster does not take it for a while */
    private void again(List<Row> rows, StarlingException problem, int tries) {
        if (isPassing(problem)) {
            if (tries == TRIES_MAX) {
                throw problem;
            }
            try {
                NodeApi.await(pause(tries).thenCompose(ignored -> node.cqlAsync(call(rows))));
                storedRows += rows.size();
            } catch (StarlingException next) {
                again(rows, next, tries + 1);
            }
        } else if (rows.size() > 1) {
            rows.forEach(this::alone);
        } else {
            rows.forEach(row -> refused.accept(row, problem));
        }
    }

    private void alone(Row row) {
        try {
            node.cql(call(List.of(row)));
            storedRows++;
        } catch (StarlingException e) {
            again(List.of(row), e, 1);
        }
    }

    private static boolean isPassing(StarlingException problem) {
        return switch (problem.code()) {
            case OVERLOADED, UNAVAILABLE, TIMEOUT, REPLICA_FAILURE, BOOTSTRAPPING -> true;
            default -> false;
        };
    }

    private static CompletableFuture<Void> pause(int tries) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(100L << tries, java.util.concurrent.TimeUnit.MILLISECONDS));
    }

    private CqlCall call(List<Row> rows) {
        List<JsonNode> values = new ArrayList<>();
        rows.forEach(row -> values.addAll(row.values()));
        String text = rows.size() == 1
                ? insert
                : "BEGIN UNLOGGED BATCH " + (insert + "; ").repeat(rows.size()) + "APPLY BATCH";
        return CqlCall.of(text).withParameters(values).withConsistency(consistency.name());
    }
}
