package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.response.Error;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.ast.Batch.Kind;
import io.starlingdb.node.cql.run.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** QUERY, PREPARE, EXECUTE and BATCH: hands them to the CQL engine. Loop only. */
final class Requests {
    private final CqlEngine engine;
    private final Statements statements;
    private final BooleanSupplier takesClients;
    private final Traces traces;

    /** @param takesClients false while this node is not part of its cluster, or is about to stop */
    Requests(CqlEngine engine, Statements statements, BooleanSupplier takesClients, Traces traces) {
        this.engine = engine;
        this.statements = statements;
        this.takesClients = takesClients;
        this.traces = traces;
    }

    /** Whether messages of this kind are work, which is counted and bounded, rather than talk. */
    static boolean isRequest(int opcode) {
        return opcode == Opcode.EXECUTE || opcode == Opcode.QUERY || opcode == Opcode.PREPARE || opcode == Opcode.BATCH;
    }

    /** Does what the message asks for; the exchange is answered, now or later. */
    void handle(Frame frame, Exchange exchange) {
        if (!takesClients.getAsBoolean()) {
            exchange.answer(
                    new Error(ErrorCode.IS_BOOTSTRAPPING, "This node takes no requests now; use another one"),
                    List.of());
            return;
        }
        if (exchange.leftNanos() <= 0) {
            exchange.fail(StarlingException.overloaded("Overloaded: the request's time passed before its turn came"));
            return;
        }
        Message message = frame.message;
        try {
            if (frame.tracing) {
                exchange.traces(traces.begin(exchange.connection().clientAddress(), message));
            }
            if (message instanceof Execute execute) {
                execute(execute, exchange);
            } else if (message instanceof Query query) {
                query(query, exchange);
            } else if (message instanceof Batch batch) {
                batch(batch, exchange);
            } else if (message instanceof Prepare prepare) {
                prepare(prepare, exchange);
            }
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    private void query(Query query, Exchange exchange) {
        Settings settings =
                new Settings(query.options, keyspace(query.options.keyspace, exchange), exchange.leftNanos());
        exchange.at(settings.session().consistency());
        KnownStatement known = new KnownStatement(
                engine.prepare(query.query, settings.session().keyspace()));
        exchange.runs(known);
        exchange.awaits(engine.execute(
                known.statement(), settings.values(known.statement().variables()), session(settings, known, exchange)));
    }

    private void execute(Execute execute, Exchange exchange) {
        KnownStatement known = statements.find(execute.queryId);
        if (known == null) {
            exchange.answer(ErrorMessages.unprepared(execute.queryId), List.of());
            return;
        }
        Settings settings = new Settings(execute.options, known.statement().keyspace(), exchange.leftNanos());
        exchange.at(settings.session().consistency());
        exchange.runs(known);
        exchange.knows(execute.options.skipMetadata, execute.resultMetadataId);
        exchange.awaits(engine.execute(
                known.statement(), settings.values(known.statement().variables()), session(settings, known, exchange)));
    }

    private static Session session(Settings settings, KnownStatement known, Exchange exchange) {
        Session session = settings.session();
        if (exchange.trace() != null) {
            session = session.withTrace(exchange.trace());
        }
        return known.statement().schemaEvent() == null
                ? session
                : session.withActor(exchange.connection().actor());
    }

    private void prepare(Prepare prepare, Exchange exchange) {
        KnownStatement known = statements.prepare(prepare.cqlQuery, keyspace(prepare.keyspace, exchange));
        exchange.answer(known.prepared(exchange.version()), List.of());
    }

    private void batch(Batch batch, Exchange exchange) {
        Kind kind = switch (batch.type) {
            case 0 -> Kind.LOGGED;
            case 1 -> Kind.UNLOGGED;
            case 2 -> Kind.COUNTER;
            default -> throw new MalformedBytes("Invalid batch type " + batch.type);
        };
        exchange.writes(
                switch (kind) {
                    case LOGGED -> ErrorMessages.BATCH;
                    case UNLOGGED -> ErrorMessages.UNLOGGED_BATCH;
                    case COUNTER -> ErrorMessages.COUNTER;
                });
        String keyspace = keyspace(batch.keyspace, exchange);
        exchange.at(Consistencies.level(batch.consistency));
        List<CqlEngine.Bound> bound = new ArrayList<>(batch.queriesOrIds.size());
        for (int i = 0; i < batch.queriesOrIds.size(); i++) {
            Object queryOrId = batch.queriesOrIds.get(i);
            io.starlingdb.node.cql.Prepared statement;
            if (queryOrId instanceof byte[] id) {
                KnownStatement known = statements.find(id);
                if (known == null) {
                    exchange.answer(ErrorMessages.unprepared(id), List.of());
                    return;
                }
                statement = known.statement();
            } else {
                statement = engine.prepare((String) queryOrId, keyspace);
            }
            bound.add(new CqlEngine.Bound(statement, Settings.positional(batch.values.get(i))));
        }
        ConsistencyLevel serial = Settings.serial(batch.serialConsistency);
        exchange.awaits(engine.batch(
                kind,
                bound,
                Settings.session(
                                keyspace,
                                Consistencies.level(batch.consistency),
                                serial,
                                batch.defaultTimestamp,
                                exchange.leftNanos())
                        .withTrace(exchange.trace())));
    }

    /** What a request names itself (v5), else what USE has chosen. */
    private static @Nullable String keyspace(@Nullable String given, Exchange exchange) {
        return given == null ? exchange.conversation().keyspace() : given;
    }
}
