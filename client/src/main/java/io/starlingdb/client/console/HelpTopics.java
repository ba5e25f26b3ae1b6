package io.starlingdb.client.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
            topic("TYPES", """
                    Numbers: tinyint smallint int bigint varint float double decimal counter
                    Texts and bytes: text (varchar) ascii blob inet uuid timeuuid boolean
                    Times: timestamp 'ISO-8601', date '2026-11-23', time '13:30:00', duration 1h30m
                    Collections: list<T> [..], set<T> {..}, map<K, V> {k: v, ..}; frozen<..> inside of one another""", "CREATE TABLE flock.visits (bird uuid PRIMARY KEY, places set<text>, seen timestamp);"),
            topic("IF", """
                    INSERT ... IF NOT EXISTS
                    UPDATE|DELETE ... IF EXISTS | IF column = value AND ...
                      A conditional statement is linearizable; the answer's column [applied] says whether it held.""", "UPDATE flock.airports SET city = 'Elsewhere' WHERE iata = 'QQQ' IF city = 'Nowhere';"),
            topic("SIBLINGS", """
                    CREATE TABLE ... WITH conflicts = 'siblings'   concurrent values stay until one who saw them replaces them
                    SELECT column, siblings(column), context() ...
                    INSERT|UPDATE|DELETE ... USING CONTEXT 'context'""", "SELECT siblings(city), context() FROM flock.notes WHERE id = 1;"),
            topic(
                    "DESCRIBE",
                    "DESCRIBE KEYSPACES | TABLES | TYPES | CLUSTER | SCHEMA | KEYSPACE name | TABLE name | TYPE name | INDEX name",
                    "DESCRIBE TABLE flock.flights;"),
            topic(
                    "COPY",
                    CopyStatement.SHAPE,
                    "COPY flock.airports (iata, name) TO 'airports.csv' WITH HEADER = true;"),
            topic("CONSISTENCY", "CONSISTENCY [level]", "CONSISTENCY ALL"),
            topic(
                    "EXPAND",
                    "EXPAND [ON|OFF|AUTO]   rows one column a line; AUTO: where a table would be wider than the screen",
                    "EXPAND AUTO"),
            topic(
                    "SERIAL CONSISTENCY",
                    "SERIAL CONSISTENCY [SERIAL|LOCAL_SERIAL]   of conditional statements (IF ...)",
                    "SERIAL CONSISTENCY LOCAL_SERIAL"),
            topic("PAGING", "PAGING [ON|OFF|rows]", "PAGING 50"),
            topic("TRACING", "TRACING [ON|OFF]   the time that each answer took", "TRACING ON"),
            topic("SOURCE", "SOURCE 'file'   runs the statements of a file", "SOURCE 'schema.cql'"),
            topic("SHOW", "SHOW HOST | VERSION", "SHOW VERSION"),
            topic("EXIT", "EXIT | QUIT   (or Ctrl-D)", "EXIT")));

    private HelpTopics() {}

    static Set<String> names() {
        return TOPICS.keySet();
    }

    /** @param words of the command {@code HELP}, that word included */
    static void show(String[] words, Screen screen) {
        if (words.length == 1) {
            screen.line("Statements end with a semicolon and may span lines. HELP followed by one of these says more:");
            screen.line("  " + String.join("  ", TOPICS.keySet()));
            screen.line(
                    "Ctrl-C cancels the statement that runs, or drops what is typed; Ctrl-D leaves; Tab completes.");
            return;
        }
        List<String> asked = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            asked.add(words[i].toUpperCase(Locale.ROOT));
        }
        Topic found = TOPICS.get(String.join(" ", asked));
        if (found == null) {
            found = TOPICS.get(asked.get(0));
        }
        if (found == null) {
            throw new CommandException(
                    "There is no help on " + String.join(" ", asked).toLowerCase(Locale.ROOT) + ". Topics: "
                            + String.join(", ", TOPICS.keySet()));
        }
        screen.line(found.shape().stripTrailing());
        screen.line("Example:");
        found.example().lines().forEach(line -> screen.line("  " + line));
    }

    private static Map.Entry<String, Topic> topic(String name, String shape, String example) {
        return Map.entry(name, new Topic(shape, example));
    }
}
