package io.starlingdb.node.cql.system;

import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Map;

/**
 * The system tables of one node. Those of what this database does not have (indexes, views, types, functions) are there and
 * empty: drivers that find one missing give up on the whole schema.
 */
public final class SystemTables implements VirtualTables {

    private final ClusterFacts facts;
    private final TraceStore traces;
    private final Schema schema = SystemSchema.build();

    public SystemTables(ClusterFacts facts) {
        this(facts, new TraceStore());
    }

    /** @param traces what {@code system_traces} shows */
    public SystemTables(ClusterFacts facts, TraceStore traces) {
        this.facts = facts;
        this.traces = traces;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String clusterName() {
        return facts.clusterName();
    }

    @Override
    public List<Map<String, Object>> rows(TableSchema table) {
        return switch (table.toString()) {
            case "system.local" -> List.of(NodeRows.local(facts));
            case "system.peers" -> NodeRows.peers(facts);
            case "system.peers_v2" -> NodeRows.peersWithPorts(facts);
            case "system_schema.keyspaces" -> new SchemaRows(schema, facts.schema()).keyspaces();
            case "system_schema.tables" -> new SchemaRows(schema, facts.schema()).tables();
            case "system_schema.types" -> new SchemaRows(schema, facts.schema()).types();
            case "system_schema.indexes" -> new SchemaRows(schema, facts.schema()).indexes();
            case "system_schema.columns" -> new SchemaRows(schema, facts.schema()).columns();
            case "system_traces.sessions" -> traces.sessions();
            case "system_traces.events" -> traces.events();
            default -> List.of();
        };
    }
}
