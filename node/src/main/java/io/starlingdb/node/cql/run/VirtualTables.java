package io.starlingdb.node.cql.run;

import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Map;

/** The tables that a node makes up: {@code system}, {@code system_schema} and the like. Called on the loop; must not block. */
public interface VirtualTables {

    /** No tables. */
    VirtualTables NONE = new VirtualTables() {
        @Override
        public Schema schema() {
            return Schema.EMPTY;
        }

        @Override
        public String clusterName() {
            return "";
        }

        @Override
        public List<Map<String, Object>> rows(TableSchema table) {
            return List.of();
        }
    };

    /** Their keyspaces and tables; fixed for the life of the process. */
    Schema schema();

    /** The cluster's name; empty where it has none yet. */
    String clusterName();

    /**
     * The rows of one of the tables as they are now: by column name, values as {@link
     * io.starlingdb.node.schema.CqlType#encode} takes them; what is absent is null.
     */
    List<Map<String, Object>> rows(TableSchema table);
}
