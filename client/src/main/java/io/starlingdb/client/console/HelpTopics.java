package io.starlingdb.client.console;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code HELP} shows: a shape and an example for each statement and command. */
final class HelpTopics {
    /** @param example can be pasted; those on flock work on the demo's data */
    private record Topic(String shape, String example) {}

    private static final Map<String, Topic> TOPICS = new TreeMap<>(Map.ofEntries(
            topic(
                    "SELECT",
                    """
                    SELECT * | column, ... | COUNT(*) FROM [keyspace.]table [WHERE condition AND ...]
                      [ORDER BY column [ASC|DESC]] [PER PARTITION LIMIT n] [LIMIT n] [ALLOW FILTERING]""",
                    "SELECT departure, destination FROM flock.flights WHERE origin = 'LAX' AND day = '2001-01-13' LIMIT 5;"),
            topic(
                    "INSERT",
                    "INSERT INTO table (column, ...) VALUES (value, ...) [USING TTL seconds AND TIMESTAMP micros]",
                    "INSERT INTO flock.airports (iata, name, city) VALUES ('QQQ', 'Nowhere Field', 'Nowhere');"),
            topic(
                    "UPDATE",
                    "UPDATE table [USING TTL seconds] SET column = value, ... WHERE full primary key",
                    "UPDATE flock.airports SET city = 'Somewhere' WHERE iata = 'QQQ';"),
            topic(
                    "DELETE",
                    "DELETE [column, ...] FROM table [USING TIMESTAMP micros] WHERE key conditions",
                    "DELETE FROM flock.airports WHERE iata = 'QQQ';"),
            topic(
                    "BATCH",
                    "BEGIN [UNLOGGED | COUNTER] BATCH [USING TIMESTAMP micros] statement; ... APPLY BATCH",
                    "BEGIN UNLOGGED BATCH DELETE FROM flock.airports WHERE iata = 'QQQ'; APPLY BATCH;"),
            topic(
                    "CREATE",
                    """
                    CREATE KEYSPACE [IF NOT EXISTS] name WITH replication = {...}
                    CREATE TABLE [IF NOT EXISTS] name (column type, ..., PRIMARY KEY ((partition), clustering, ...))
                      [WITH CLUSTERING ORDER BY (column DESC) AND conflicts = 'siblings' AND option = value ...]""",
                    "CREATE KEYSPACE shop WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3};"),
            topic(
                    "ALTER",
                    "ALTER TABLE name ADD|DROP|RENAME ... | WITH option = value",
                    "ALTER TABLE flock.airports ADD note text;"),
            topic("DROP", "DROP TABLE|KEYSPACE [IF EXISTS] name", "DROP TABLE IF EXISTS flock.notes;"),
            topic("TRUNCATE", "TRUNCATE [TABLE] name", "TRUNCATE flock.notes;"),
            topic("USE", "USE keyspace", "USE flock;"),
            topic(
                    "DESCRIBE",
                    "DESCRIBE KEYSPACES | TABLES | KEYSPACE name | TABLE name | CLUSTER",
                    "DESCRIBE TABLE flock.flights;"),
            topic(
                    "COPY",
                    CopyStatement.SHAPE,
                    "COPY flock.airports (iata, name) TO 'airports.csv' WITH HEADER = true;"),
            topic("CONSISTENCY", "CONSISTENCY [level]", "CONSISTENCY ALL"),
            topic("EXPAND", "EXPAND [ON|OFF]   rows one column a line", "EXPAND ON"),
            topic("PAGING", "PAGING [ON|OFF|rows]", "PAGING 50"),
            topic("TRACING", "TRACING [ON|OFF]", "TRACING OFF"),
            topic("SOURCE", "SOURCE 'file'   runs the statements of a file", "SOURCE 'schema.cql'"),
            topic("SHOW", "SHOW HOST | VERSION", "SHOW VERSION"),
            topic("EXIT", "EXIT | QUIT   (or Ctrl-D)", "EXIT")));

    private HelpTopics() {}

    static void show(@Nullable String topic, Screen screen) {
        if (topic == null) {
            screen.line("Statements end with a semicolon and may span lines. HELP followed by one of these says more:");
            screen.line("  " + String.join("  ", TOPICS.keySet()));
            return;
        }
        Topic found = TOPICS.get(topic.toUpperCase(Locale.ROOT));
        if (found == null) {
            throw new CommandException(
                    "There is no help on " + topic + ". Topics: " + String.join(", ", TOPICS.keySet()));
        }
        screen.line(found.shape());
        screen.line("Example:");
        screen.line("  " + found.example());
    }

    private static Map.Entry<String, Topic> topic(String name, String shape, String example) {
        return Map.entry(name, new Topic(shape, example));
    }
}
