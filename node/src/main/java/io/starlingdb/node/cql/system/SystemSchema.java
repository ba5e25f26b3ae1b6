package io.starlingdb.node.cql.system;

import io.starlingdb.node.cql.parse.CqlParser;
import io.starlingdb.node.cql.plan.Plan;
import io.starlingdb.node.cql.plan.Planner;
import io.starlingdb.node.schema.Schema;
import java.util.List;

/** The system keyspaces as the statements that would create them; the columns that drivers read by name are all here. */
final class SystemSchema {

    private static final String TABLE_OPTIONS = """
            additional_write_policy text, allow_auto_snapshot boolean, bloom_filter_fp_chance double,
            caching frozen<map<text, text>>, cdc boolean, comment text, compaction frozen<map<text, text>>,
            compression frozen<map<text, text>>, crc_check_chance double, dclocal_read_repair_chance double,
            default_time_to_live int, extensions frozen<map<text, blob>>, gc_grace_seconds int,
            incremental_backups boolean, max_index_interval int, memtable text, memtable_flush_period_in_ms int,
            min_index_interval int, read_repair text, read_repair_chance double, speculative_retry text
            """;

    private static final String PEER_COLUMNS = """
            data_center text, host_id uuid, preferred_ip inet, rack text, release_version text, schema_version uuid,
            tokens set<text>
            """;

    private static final List<String> TABLES = List.of(
            """
            system.local (key text PRIMARY KEY, bootstrapped text, broadcast_address inet, broadcast_port int,
            cluster_name text, cql_version text, data_center text, gossip_generation int, host_id uuid,
            listen_address inet, listen_port int, native_protocol_version text, partitioner text, rack text,
            release_version text, rpc_address inet, rpc_port int, schema_version uuid, starling_version text,
            tokens set<text>, truncated_at map<uuid, blob>)
            """,
            "system.peers (peer inet PRIMARY KEY, rpc_address inet, " + PEER_COLUMNS + ")",
            "system.peers_v2 (peer inet, peer_port int, native_address inet, native_port int, preferred_port int, "
                    + PEER_COLUMNS + ", PRIMARY KEY (peer, peer_port))",
            """
            system_schema.keyspaces (keyspace_name text PRIMARY KEY, durable_writes boolean,
            replication frozen<map<text, text>>)
            """,
            "system_schema.tables (keyspace_name text, table_name text, conflicts text, flags frozen<set<text>>, id uuid, "
                    + TABLE_OPTIONS + ", PRIMARY KEY (keyspace_name, table_name))",
            """
            system_schema.columns (keyspace_name text, table_name text, column_name text, clustering_order text,
            column_name_bytes blob, kind text, position int, type text,
            PRIMARY KEY (keyspace_name, table_name, column_name))
            """,
            """
            system_schema.dropped_columns (keyspace_name text, table_name text, column_name text,
            dropped_time timestamp, kind text, type text, PRIMARY KEY (keyspace_name, table_name, column_name))
            """,
            """
            system_schema.indexes (keyspace_name text, table_name text, index_name text, kind text,
            options frozen<map<text, text>>, PRIMARY KEY (keyspace_name, table_name, index_name))
            """,
            "system_schema.views (keyspace_name text, view_name text, base_table_id uuid, base_table_name text,"
                    + " id uuid, include_all_columns boolean, where_clause text, " + TABLE_OPTIONS
                    + ", PRIMARY KEY (keyspace_name, view_name))",
            """
            system_schema.triggers (keyspace_name text, table_name text, trigger_name text,
            options frozen<map<text, text>>, PRIMARY KEY (keyspace_name, table_name, trigger_name))
            """,
            """
            system_schema.types (keyspace_name text, type_name text, field_names frozen<list<text>>,
            field_types frozen<list<text>>, PRIMARY KEY (keyspace_name, type_name))
            """,
            """
            system_schema.functions (keyspace_name text, function_name text, argument_types frozen<list<text>>,
            argument_names frozen<list<text>>, body text, called_on_null_input boolean, language text,
            return_type text, PRIMARY KEY (keyspace_name, function_name, argument_types))
            """,
            """
            system_schema.aggregates (keyspace_name text, aggregate_name text, argument_types frozen<list<text>>,
            final_func text, initcond text, return_type text, state_func text, state_type text,
            PRIMARY KEY (keyspace_name, aggregate_name, argument_types))
            """,
            "system_virtual_schema.keyspaces (keyspace_name text PRIMARY KEY)",
            """
            system_virtual_schema.tables (keyspace_name text, table_name text, comment text,
            PRIMARY KEY (keyspace_name, table_name))
            """,
            """
            system_virtual_schema.columns (keyspace_name text, table_name text, column_name text,
            clustering_order text, column_name_bytes blob, kind text, position int, type text,
            PRIMARY KEY (keyspace_name, table_name, column_name))
            """,
            """
            system_traces.sessions (session_id uuid PRIMARY KEY, client inet, command text, coordinator inet,
            coordinator_port int, duration int, parameters map<text, text>, request text, started_at timestamp)
            """,
            """
            system_traces.events (session_id uuid, event_id timeuuid, activity text, source inet, source_elapsed int,
            source_port int, thread text, PRIMARY KEY (session_id, event_id))
            """);

    private SystemSchema() {}

    static Schema build() {
        Schema schema = Schema.EMPTY;
        for (String keyspace : List.of("system", "system_schema", "system_virtual_schema", "system_traces")) {
            schema = apply(
                    schema,
                    "CREATE KEYSPACE " + keyspace
                            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        }
        for (String table : TABLES) {
            schema = apply(schema, "CREATE TABLE " + table);
        }
        return schema;
    }

    private static Schema apply(Schema schema, String statement) {
        Plan plan = new Planner(Schema.EMPTY)
                .plan(CqlParser.parse(statement), schema, null)
                .plan();
        return ((Plan.ChangeSchema) plan).change().applyTo(schema);
    }
}
