package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.NodeApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes CQL words, keyspaces, {@code keyspace.table} and column names. The names are asked of the node at most every few
 * seconds; without an answer only the words of the language are offered.
 */
final class CqlCompleter implements Completer {
    private static final long FRESH_NANOS = 5_000_000_000L;
    private static final List<String> WORDS = List.of(
            "ADD",
            "ALLOW FILTERING",
            "ALTER",
            "AND",
            "APPLY BATCH",
            "AS",
            "ASC",
            "BATCH",
            "BEGIN",
            "BY",
            "CLEAR",
            "CLUSTERING ORDER BY",
            "CONSISTENCY",
            "CONTAINS",
            "COPY",
            "COUNT(*)",
            "COUNTER",
            "CREATE",
            "DELETE",
            "DESC",
            "DESCRIBE",
            "DISTINCT",
            "DROP",
            "EXISTS",
            "EXIT",
            "EXPAND",
            "FROM",
            "GROUP BY",
            "HEADER",
            "HELP",
            "IF",
            "IN",
            "INSERT INTO",
            "KEY",
            "KEYSPACE",
            "KEYSPACES",
            "LIMIT",
            "NOT",
            "NULL",
            "OFF",
            "ON",
            "ORDER BY",
            "PAGING",
            "PER PARTITION LIMIT",
            "PRIMARY KEY",
            "SELECT",
            "SET",
            "SHOW",
            "SOURCE",
            "STATIC",
            "TABLE",
            "TABLES",
            "TIMESTAMP",
            "TO",
            "TOKEN(",
            "TRACING",
            "TRUNCATE",
            "TTL",
            "UNLOGGED",
            "UPDATE",
            "USE",
            "USING",
            "VALUES",
            "WHERE",
            "WITH",
            "WRITETIME(");

    private final NodeApi node;
    private final Settings settings;
    private Set<String> names = Set.of();
    private long readNanos = Long.MIN_VALUE;

    CqlCompleter(NodeApi node, Settings settings) {
        this.node = node;
        this.settings = settings;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed = line.word();
        boolean lower = !typed.isEmpty() && typed.equals(typed.toLowerCase(java.util.Locale.ROOT));
        for (String word : WORDS) {
            candidates.add(candidate(lower ? word.toLowerCase(java.util.Locale.ROOT) : word));
        }
        names().forEach(name -> candidates.add(candidate(name)));
    }

    private static Candidate candidate(String text) {
        return new Candidate(text, text, null, null, null, null, !text.endsWith("("));
    }

    private Set<String> names() {
        long now = System.nanoTime();
        if (readNanos == Long.MIN_VALUE || now - readNanos > FRESH_NANOS) {
            readNanos = now;
            try {
                names = read();
            } catch (StarlingException e) {
                names = Set.of();
            }
        }
        return names;
    }

    private Set<String> read() {
        Set<String> found = new TreeSet<>();
        List<String> keyspaces = new ArrayList<>();
        for (JsonNode keyspace : node.get("/v1/keyspaces").path("keyspaces")) {
            keyspaces.add(keyspace.path("name").asText());
        }
        for (String keyspace : keyspaces) {
            found.add(keyspace);
            for (JsonNode table :
                    node.get("/v1/keyspaces/" + keyspace + "/tables").path("tables")) {
                String name = table.path("name").asText();
                found.add(keyspace + "." + name);
                if (keyspace.equals(settings.keyspace())) {
                    found.add(name);
                }
                table.path("columns")
                        .forEach(column -> found.add(column.path("name").asText()));
            }
        }
        return found;
    }
}
