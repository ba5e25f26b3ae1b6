package io.starlingdb.client.admin;

import io.starlingdb.client.console.Console;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The demo's sample data: flights and airports, loaded by COPY at QUORUM as a person would. */
final class DemoData {
    /** The file has 20,000 lines; three repeat a key. */
    private static final long FLIGHTS = 19_997;

    private static final long AIRPORTS = 3_376;

    private DemoData() {}

    static void load(NodeApi node, Path directory) {
        if (!Files.isRegularFile(directory.resolve("flights.csv"))) {
            throw new CommandFailure("the sample data is missing: " + directory);
        }
        run(
                node,
                List.of(
                        "CREATE KEYSPACE IF NOT EXISTS flock WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3};",
                        "CREATE TABLE IF NOT EXISTS flock.airports (iata text PRIMARY KEY, name text, city text, state text,",
                        "  country text, latitude double, longitude double);",
                        "CREATE TABLE IF NOT EXISTS flock.flights (origin text, day date, departure timestamp, destination text,",
                        "  distance_miles int, delay_minutes int, PRIMARY KEY ((origin, day), departure, destination))",
                        "  WITH CLUSTERING ORDER BY (departure DESC, destination ASC);"));
        copy(node, "flock.airports", directory.resolve("airports.csv"), AIRPORTS);
        copy(node, "flock.flights", directory.resolve("flights.csv"), FLIGHTS);
    }

    private static void copy(NodeApi node, String table, Path file, long rows) {
        long there = node.cql(CqlCall.of("SELECT COUNT(*) FROM " + table).withConsistency("QUORUM"))
                .rows()
                .get(0)
                .elements()
                .next()
                .asLong();
        if (there < rows) {
            System.out.print("Loading " + table + ": ");
            String path = file.toString().replace("'", "''");
            run(node, List.of("CONSISTENCY QUORUM", "COPY " + table + " FROM '" + path + "' WITH HEADER = true;"));
        }
    }

    private static void run(NodeApi node, List<String> lines) {
        if (!new Console(node, null, false).runAll(lines, System.out, System.err)) {
            throw new CommandFailure("the sample data could not be loaded; see above");
        }
    }
}
