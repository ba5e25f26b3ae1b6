package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.wire.TraceLog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** PUT, PATCH and DELETE of rows. Loop only. */
final class RowWrites {
    private final DataAccess data;
    private final RequestLevels levels;
    private final CausalContexts contexts;
    private final IdempotentWrites idempotent;
    private final RandomGenerator random;

    RowWrites(
            DataAccess data,
            RequestLevels levels,
            CausalContexts contexts,
            IdempotentWrites idempotent,
            RandomGenerator random) {
        this.data = data;
        this.levels = levels;
        this.contexts = contexts;
        this.idempotent = idempotent;
        this.random = random;
    }

    /**
     * Does what the method says with a body that has arrived whole.
     *
     * @param trace takes what is done for the request
     */
    CompletableFuture<Answer> write(
            HttpServerRequest request, RowTarget target, Buffer body, @Nullable TraceLog trace) {
        requireUnconditional(request);
        boolean deletes = request.method().equals(HttpMethod.DELETE);
        RowParameters parameters =
                RowParameters.parse(request.query(), deletes ? RowParameters.Use.DELETE : RowParameters.Use.WRITE);
        RequestOptions options = levels.write(parameters).withTrace(trace);
        CausalContext context = contexts.received(request, target);
        RowMutations mutations = new RowMutations(target, parameters, context, random.nextLong());
        byte[] bytes = body.getBytes();
        Mutation mutation = deletes
                ? mutations.delete()
                : request.method().equals(HttpMethod.PUT)
                        ? mutations.put(RowBody.parse(target, bytes))
                        : mutations.patch(RowBody.parse(target, bytes));
        WriteName name = WriteName.of(request, bytes);
        RowWrite write = new RowWrite(target, mutation, options);
        return name == null ? write.send(null) : idempotent.run(name, write);
    }

    private static void requireUnconditional(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.IF_MATCH)
                || request.headers().contains(HttpHeaders.IF_NONE_MATCH)) {
            throw StarlingException.notImplemented("conditional writes are not there yet");
        }
    }

    private final class RowWrite implements IdempotentWrites.Write {
        private final RowTarget target;
        private final Mutation mutation;
        private final RequestOptions options;

        RowWrite(RowTarget target, Mutation mutation, RequestOptions options) {
            this.target = target;
            this.mutation = mutation;
            this.options = options;
        }

        @Override
        public CompletableFuture<Answer> send(@Nullable Long timestampMicros) {
            return data.write(timestampMicros == null ? mutation : at(timestampMicros), options)
                    .thenApply(this::answer);
        }

        @Override
        public boolean isRepeatable() {
            return !mutation.addsToCounter();
        }

        private Answer answer(WriteResult result) {
            if (!target.isRow()) {
                return Answer.json(200, Buffer.buffer("{}"));
            }
            String context = contexts.text(result.context(), target);
            return Answer.json(200, Buffer.buffer("{\"context\":\"" + context + "\"}"))
                    .withContext(context);
        }

        private Mutation at(long timestampMicros) {
            return new Mutation(
                    mutation.tableId(),
                    mutation.partitionKey(),
                    mutation.token(),
                    mutation.timestamp() == null ? Long.valueOf(timestampMicros) : mutation.timestamp(),
                    mutation.stampedAt(),
                    mutation.context(),
                    mutation.requestId(),
                    mutation.deletesPartition(),
                    mutation.rangeDeletions(),
                    mutation.rows());
        }
    }
}
