package io.starlingdb.client.console;

import java.util.List;

/** The words that completion offers. */
final class CqlWords {
    /** What a statement or command begins with. */
    static final List<String> BEGINNINGS = List.of(
            "ALTER",
            "BEGIN",
            "CLEAR",
            "CONSISTENCY",
            "COPY",
            "CREATE",
            "DELETE",
            "DESCRIBE",
            "DROP",
            "EXIT",
            "EXPAND",
            "HELP",
            "INSERT INTO",
            "PAGING",
            "SELECT",
            "SERIAL CONSISTENCY",
            "SHOW",
            "SOURCE",
            "TRACING",
            "TRUNCATE",
            "UPDATE",
            "USE");

    static final List<String> DESCRIBED =
            List.of("CLUSTER", "INDEX", "KEYSPACE", "KEYSPACES", "SCHEMA", "TABLE", "TABLES", "TYPE", "TYPES");

    /** What may stand inside of one. */
    static final List<String> WORDS = List.of(
            "ADD",
            "ALLOW FILTERING",
            "AND",
            "APPLY BATCH",
            "AS",
            "ASC",
            "BATCH",
            "BY",
            "CLUSTERING ORDER BY",
            "CONTAINS",
            "CONTEXT",
            "COUNT(",
            "COUNTER",
            "DESC",
            "DISTINCT",
            "EXISTS",
            "FROM",
            "GROUP BY",
            "HEADER",
            "IF",
            "IN",
            "INDEX",
            "INTO",
            "JSON",
            "KEY",
            "KEYSPACE",
            "LIKE",
            "LIMIT",
            "NOT",
            "NULL",
            "ON",
            "ORDER BY",
            "PER PARTITION LIMIT",
            "PRIMARY KEY",
            "SET",
            "STATIC",
            "TABLE",
            "TIMESTAMP",
            "TO",
            "TOKEN(",
            "TTL",
            "TYPE",
            "UNLOGGED",
            "UPDATE",
            "USING",
            "VALUES",
            "WHERE",
            "WITH",
            "WRITETIME(");

    private CqlWords() {}
}
