package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.wire.TraceLog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** GET of a row, or of a page of a partition's rows. Loop only. */
final class RowReads {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final DataAccess data;
    private final RequestLevels levels;
    private final CausalContexts contexts;
    private final JsonOutput json;
    private final TimeSource time;

    RowReads(DataAccess data, RequestLevels levels, CausalContexts contexts, JsonOutput json, TimeSource time) {
        this.data = data;
        this.levels = levels;
        this.contexts = contexts;
        this.json = json;
        this.time = time;
    }

    /** @param trace takes what is done for the request */
    CompletableFuture<Answer> get(HttpServerRequest request, RowTarget target, @Nullable TraceLog trace) {
        RowParameters parameters = RowParameters.parse(request.query(), RowParameters.Use.READ);
        RowJson shape = new RowJson(target.table(), parameters.columns());
        CausalContext atLeast = contexts.received(request, target);
        long nowSeconds = time.wallMicros() / MICROS_PER_SECOND;
        if (target.isRow()) {
            String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
            ReadQuery query = ReadQuery.row(
                    target.table().id(), target.partitionKey(), target.token(), target.clustering(), nowSeconds);
            return data.read(query, levels.read(parameters, atLeast).withTrace(trace))
                    .thenApply(result -> row(target, shape, result, known));
        }
        ReadQuery query = RowSlice.of(target, parameters, nowSeconds);
        return data.read(query, levels.read(parameters, atLeast).withTrace(trace))
                .thenApply(result -> page(target, shape, result));
    }

    private Answer row(RowTarget target, RowJson shape, ReadResult result, @Nullable String known) {
        PartitionRows partition = partition(result);
        VisibleRow row = partition == null || partition.rows().isEmpty()
                ? null
                : partition.rows().get(0);
        CausalContext seen = result.context() == null ? CausalContext.EMPTY : result.context();
        if (partition == null || row == null) {
            return Problem.answer(new StarlingException(ErrorCode.NOT_FOUND, "There is no such row"), json)
                    .withContext(contexts.text(seen, target));
        }
        // what the answer shows of the static columns the reader has seen too
        String context = contexts.text(
                partition.statics() == null
                        ? seen
                        : seen.merge(partition.statics().context()),
                target);
        Buffer body = json.render(out -> {
            out.writeStartObject();
            out.writeFieldName("row");
            shape.write(partition, row, out);
            shape.writeConflicts(partition, row, out);
            out.writeStringField("context", context);
            writeContextLost(result, out);
            out.writeEndObject();
        });
        String etag = etag(context, body);
        Answer answer = Answer.json(200, body).withContext(context).withEtag(etag);
        return known != null && matches(known, etag) ? answer.notModified() : answer;
    }

    private Answer page(RowTarget target, RowJson shape, ReadResult result) {
        PartitionRows partition = partition(result);
        Buffer body = json.render(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("rows");
            if (partition != null) {
                for (VisibleRow row : partition.rows()) {
                    shape.write(partition, row, out);
                }
            }
            out.writeEndArray();
            if (partition != null && partition.statics() != null) {
                out.writeFieldName("statics");
                shape.writeStatics(partition.statics(), out);
            }
            if (result.more() != null) {
                out.writeStringField("page", PageToken.encode(target, result.more()));
            }
            writeContextLost(result, out);
            out.writeEndObject();
        });
        return Answer.json(200, body);
    }

    private static @Nullable PartitionRows partition(ReadResult result) {
        return result.partitions().isEmpty() ? null : result.partitions().get(0);
    }

    private static void writeContextLost(ReadResult result, JsonGenerator out) throws IOException {
        if (result.contextLost()) {
            out.writeBooleanField("context_lost", true);
        }
    }

    /**
     * The row's version: its context, and a checksum of what is shown, because cells expire, static columns change and other
     * columns may be asked for without the row's context changing.
     */
    private static String etag(String context, Buffer body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes());
        return '"' + context + '.' + Long.toHexString(checksum.getValue()) + '"';
    }

    /** RFC 9110's weak comparison of a list of entity tags. */
    private static boolean matches(String known, String etag) {
        if (known.equals("*")) {
            return true;
        }
        for (String tag : known.split(",", -1)) {
            String strong = tag.strip();
            if ((strong.startsWith("W/") ? strong.substring(2) : strong).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
