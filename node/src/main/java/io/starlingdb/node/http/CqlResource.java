package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.Prepared;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/cql}. Loop only. */
final class CqlResource {
    private final CqlEngine engine;
    private final HttpOptions options;
    private final IdempotentWrites idempotent;
    private final RequestTraces traces;
    private final JsonOutput json;

    CqlResource(
            CqlEngine engine, HttpOptions options, IdempotentWrites idempotent, RequestTraces traces, JsonOutput json) {
        this.engine = engine;
        this.options = options;
        this.idempotent = idempotent;
        this.traces = traces;
        this.json = json;
    }

    CompletableFuture<Answer> execute(RoutingContext context, Buffer body) {
        HttpServerRequest request = context.request();
        String actor = AccessGate.actor(context);
        byte[] bytes = body.getBytes();
        CqlRequest parsed = CqlRequest.parse(bytes);
        return traces.follow(
                request,
                parsed.statement(),
                log -> execute(
                        request, bytes, parsed, session(parsed).withTrace(log).withActor(actor)));
    }

    private CompletableFuture<Answer> execute(
            HttpServerRequest request, byte[] bytes, CqlRequest parsed, Session from) {
        Prepared statement = engine.prepare(parsed.statement(), parsed.keyspace());
        Session session = statement.schemaEvent() == null ? from.withActor(null) : from;
        List<byte @Nullable []> values = parsed.parameters(statement.variables());
        // what only reads may be asked again and again, and its answer may be large
        WriteName name = statement.columns().isEmpty() ? WriteName.of(request, bytes) : null;
        CqlWrite write = new CqlWrite(statement, values, session);
        return name == null ? write.send(null) : idempotent.run(name, write);
    }

    private Session session(CqlRequest request) {
        ConsistencyLevel level = request.consistency() == null ? options.consistency() : request.consistency();
        if (level.isSerial()) {
            throw StarlingException.notImplemented("serial consistency is not there yet");
        }
        ConsistencyLevel serial =
                request.serialConsistency() == null ? ConsistencyLevel.SERIAL : request.serialConsistency();
        if (!serial.isSerial()) {
            throw StarlingException.badRequest("\"serial_consistency\" is serial or local_serial");
        }
        long timeoutNanos = request.timeoutMillis() > 0
                ? TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis())
                : options.timeoutNanos();
        return Session.DEFAULT
                .withKeyspace(request.keyspace())
                .withConsistency(level)
                .withSerialConsistency(serial)
                .withPage(request.pageSize(), request.page())
                .withTimeoutNanos(timeoutNanos);
    }

    private Answer answer(ResultSet result) {
        return Answer.json(200, json.render(out -> {
            out.writeStartObject();
            writeColumns(result.columns(), out);
            out.writeArrayFieldStart("rows");
            for (byte[][] row : result.rows()) {
                writeRow(result.columns(), row, out);
            }
            out.writeEndArray();
            if (result.pagingState() != null) {
                out.writeStringField(
                        "page", Base64.getUrlEncoder().withoutPadding().encodeToString(result.pagingState()));
            }
            out.writeArrayFieldStart("warnings");
            for (String warning : result.warnings()) {
                out.writeString(warning);
            }
            out.writeEndArray();
            if (result.keyspace() != null) {
                out.writeStringField("keyspace", result.keyspace());
            }
            out.writeEndObject();
        }));
    }

    private static void writeColumns(List<ResultColumn> columns, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("columns");
        for (ResultColumn column : columns) {
            out.writeStartObject();
            out.writeStringField("name", column.name());
            out.writeStringField("type", column.type().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeRow(List<ResultColumn> columns, byte[] @Nullable [] row, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            out.writeFieldName(columns.get(i).name());
            if (row[i] == null) {
                out.writeNull();
            } else {
                columns.get(i).type().writeJson(row[i], out);
            }
        }
        out.writeEndObject();
    }

    /** A statement may hold {@code now()} or add to counters: sent twice it would not be one write, so it never is. */
    private final class CqlWrite implements IdempotentWrites.Write {
        private final Prepared statement;
        private final List<byte @Nullable []> values;
        private final Session session;

        CqlWrite(Prepared statement, List<byte @Nullable []> values, Session session) {
            this.statement = statement;
            this.values = values;
            this.session = session;
        }

        @Override
        public CompletableFuture<Answer> send(@Nullable Long timestampMicros) {
            return engine.execute(statement, values, session).thenApply(CqlResource.this::answer);
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }
    }
}
