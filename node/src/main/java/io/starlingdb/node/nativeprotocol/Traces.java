package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import io.starlingdb.node.tracing.Trace;
import io.starlingdb.node.tracing.Tracer;
import java.net.InetAddress;

/** Begins the traces that drivers ask for. */
final class Traces {
    private final Tracer tracer;

    Traces(Tracer tracer) {
        this.tracer = tracer;
    }

    Trace begin(InetAddress client, Message request) {
        if (request instanceof Query query) {
            Trace trace = tracer.begin(client, "QUERY", "Execute CQL3 query", null);
            trace.parameters().put("query", Tracer.cut(query.query));
            say(trace, query.options.consistency, query.options.serialConsistency, query.options.pageSize);
            trace.log().step("Parsing " + Tracer.cut(query.query));
            return trace;
        } else if (request instanceof Execute execute) {
            Trace trace = tracer.begin(client, "EXECUTE", "Execute CQL3 prepared query", null);
            say(trace, execute.options.consistency, execute.options.serialConsistency, execute.options.pageSize);
            trace.log().step("Executing a prepared statement");
            return trace;
        } else if (request instanceof Batch batch) {
            Trace trace = tracer.begin(client, "BATCH", "Execute batch of CQL3 queries", null);
            say(trace, batch.consistency, batch.serialConsistency, 0);
            trace.log().step("Executing a batch of " + batch.queriesOrIds.size() + " statements");
            return trace;
        }
        Trace trace = tracer.begin(client, "PREPARE", "Preparing CQL3 query", null);
        if (request instanceof Prepare prepare) {
            trace.parameters().put("query", Tracer.cut(prepare.cqlQuery));
            trace.log().step("Preparing " + Tracer.cut(prepare.cqlQuery));
        }
        return trace;
    }

    void end(Trace trace) {
        tracer.end(trace);
    }

    private static void say(Trace trace, int level, int serial, int pageSize) {
        trace.parameters().put("consistency_level", Consistencies.level(level).name());
        trace.parameters()
                .put("serial_consistency_level", Consistencies.level(serial).name());
        if (pageSize > 0) {
            trace.parameters().put("page_size", Integer.toString(pageSize));
        }
    }
}
