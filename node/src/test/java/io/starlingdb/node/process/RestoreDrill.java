package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The snapshot of all three nodes under load, the loss of them all, and the restore into clusters of other sizes: every row that was acknowledged before the snapshot must be there, and
 * TTLs, counters, collections, statics, siblings and deletions as they were. Run by {@code scripts/restore-drill}; ends with an exception that says what went wrong.
 */
public final class RestoreDrill {
    private static final String ROWS = "/v1/keyspaces/ks/tables/t/rows/";
    private static final int WRITERS = 8;
    private static final List<String> QUESTIONS = List.of(
            "SELECT id, c, a, b, n, s, st FROM ks.kinds WHERE id = 'kept'",
            "SELECT id, c, a, b, n, s, st FROM ks.kinds WHERE id = 'rows'",
            "SELECT id, c, a, b, n, s, st FROM ks.kinds WHERE id = 'partition'",
            "SELECT id, c, a, b, n, s, st FROM ks.kinds WHERE id = 'range'",
            "SELECT id, c, n, WRITETIME(n), WRITETIME(a) FROM ks.kinds WHERE id = 'timed'",
            "SELECT id, n FROM ks.counts",
            "SELECT id, v FROM ks.kinds_by_v WHERE v = 7");

    private final Path directory;
    private final int rows;

    private RestoreDrill(Path directory, int rows) {
        this.directory = directory;
        this.rows = rows;
    }

    /** @param args {@code [ROWS [NODES ...]]}: rows before the snapshot (50,000), sizes of the clusters to restore into (1 5) */
    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            sizes.add(Integer.parseInt(args[i]));
        }
        Path directory = Files.createTempDirectory("starling-restore");
        try {
            run(directory, rows, sizes.isEmpty() ? List.of(1, 5) : sizes);
        } finally {
            FolderCopy.delete(directory);
        }
    }

    static void run(Path directory, int rows, List<Integer> sizes) throws Exception {
        RestoreDrill drill = new RestoreDrill(directory, rows);
        Path backup = directory.resolve("backup");
        Taken taken = drill.take(backup);
        for (int size : sizes) {
            drill.restore(backup.resolve("drill"), size, taken);
        }
    }

    /** What clients knew when the snapshot was taken. */
    private record Taken(Map<String, Integer> acknowledged, List<String> answers, long siblingsRow) {}

    private Taken take(Path backup) throws Exception {
        try (Cluster cluster =
                Cluster.of(Files.createDirectories(directory.resolve("old")), 3).found()) {
            NodeProcess first = cluster.node(0);
            first.cql("CREATE KEYSPACE ks WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
            first.cql("CREATE TABLE ks.t (k text PRIMARY KEY, v int)");
            write(first);
            Map<String, Integer> loaded = load(cluster);
            QuorumClient client = new QuorumClient(cluster.nodes(), ROWS);
            Map<String, Integer> acknowledged;
            try (client) {
                client.awaitMore(100);
                acknowledged = new TreeMap<>(client.acknowledged());
                long begin = System.nanoTime();
                starling(first, 0, "snapshot", "create", "--name", "drill", "--all");
                say("snapshot of 3 nodes under load: %.2f s", seconds(begin));
                client.awaitMore(50);
            }
            if (!client.failures().isEmpty()) {
                throw new AssertionError("requests failed during the snapshot: " + client.failures());
            }
            starling(first, 0, "snapshot", "verify", "drill", "--all");
            starling(first, 1, "restore", "drill", "ks.t", "--partial"); // refused: the table has rows
            long begin = System.nanoTime();
            starling(first, 0, "snapshot", "copy", "drill", backup.toString(), "--all");
            say("copied out: %.2f s", seconds(begin));
            acknowledged.putAll(loaded);
            List<String> answers = answers(first);
            starling(first, 0, "snapshot", "delete", "drill", "--all");
            cluster.nodes().forEach(NodeProcess::kill);
            for (NodeProcess node : cluster.nodes()) {
                node.deleteData();
            }
            say("%d rows were acknowledged before the snapshot; all three nodes are gone", acknowledged.size());
            return new Taken(acknowledged, answers, 2);
        }
    }

    private static void write(NodeProcess node) {
        node.cql(
                "CREATE TABLE ks.kinds (id text, c int, st text STATIC, a set<int>, b map<text, int>, n int, s list<text>,"
                        + " PRIMARY KEY (id, c))");
        node.cql("CREATE TABLE ks.counts (id text PRIMARY KEY, n counter)");
        node.cql("CREATE TABLE ks.sib (id text PRIMARY KEY, v text) WITH conflicts = 'siblings'");
        node.cql("CREATE TABLE ks.kinds_by_v (id text PRIMARY KEY, v int)");
        node.cql("CREATE INDEX ON ks.kinds_by_v (v)");
        for (String id : List.of("kept", "rows", "partition", "range")) {
            for (int c = 0; c < 20; c++) {
                node.cql("INSERT INTO ks.kinds (id, c, st, a, b, n, s) VALUES ('" + id + "', " + c + ", 'static " + id
                        + "', {1, 2, " + c + "}, {'x': " + c + "}, " + c + ", ['p', 'q'])");
            }
        }
        node.cql("UPDATE ks.kinds SET a = a - {2}, s = s + ['r'], b['y'] = 9 WHERE id = 'kept' AND c = 3");
        node.cql("DELETE n FROM ks.kinds WHERE id = 'kept' AND c = 4");
        node.cql("DELETE FROM ks.kinds WHERE id = 'rows' AND c = 5");
        node.cql("DELETE FROM ks.kinds WHERE id = 'partition'");
        node.cql("DELETE FROM ks.kinds WHERE id = 'range' AND c > 3 AND c < 15");
        node.cql("INSERT INTO ks.kinds (id, c, n) VALUES ('timed', 1, 5) USING TIMESTAMP 1234567");
        node.cql("INSERT INTO ks.kinds (id, c, n) VALUES ('timed', 2, 5) USING TTL 86400 AND TIMESTAMP 1234568");
        for (int i = 0; i < 10; i++) {
            node.cql("UPDATE ks.counts SET n = n + " + i + " WHERE id = 'c" + i % 3 + "'");
            node.cql("INSERT INTO ks.kinds_by_v (id, v) VALUES ('i" + i + "', " + (i % 2 == 0 ? 7 : 8) + ")");
        }
        node.put("/v1/keyspaces/ks/tables/sib/rows/two", "{\"v\":\"left\"}");
        node.put("/v1/keyspaces/ks/tables/sib/rows/two", "{\"v\":\"right\"}");
    }

    private Map<String, Integer> load(Cluster cluster) throws InterruptedException, ExecutionException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                Callable<Void> part = () -> {
                    for (int i = number; i < rows; i += WRITERS) {
                        Answer answer =
                                cluster.node(i % 3).put(ROWS + "load" + i + "?consistency=quorum", "{\"v\":" + i + "}");
                        if (answer.status() != 200) {
                            throw new AssertionError("a write failed: " + answer);
                        }
                    }
                    return null;
                };
                parts.add(writers.submit(part));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            writers.shutdown();
        }
        Map<String, Integer> loaded = new TreeMap<>();
        for (int i = 0; i < rows; i++) {
            loaded.put("load" + i, i);
        }
        return loaded;
    }

    private void restore(Path backup, int size, Taken taken) throws IOException {
        try (Cluster cluster = Cluster.of(Files.createDirectories(directory.resolve("new-" + size)), size)
                .found()) {
            NodeProcess asked = cluster.node(size - 1);
            long begin = System.nanoTime();
            if (size == 1) {
                starling(asked, 1, "restore", backup.toString()); // refused: three copies are wanted
                begin = System.nanoTime();
                starling(asked, 0, "restore", backup.toString(), "--replication-factor", "1");
            } else {
                starling(asked, 0, "restore", backup.toString());
            }
            double took = seconds(begin);
            say("restored into %d node%s: %.2f s", size, size == 1 ? "" : "s", took);
            check(cluster.node(0), taken);
            say("all rows are there, TTLs, counters, collections, statics, siblings and deletions as they were");
        }
    }

    private static void check(NodeProcess node, Taken taken) {
        Map<String, Integer> found = new TreeMap<>();
        String page = "";
        do {
            String body = "{\"statement\":\"SELECT k, v FROM ks.t\",\"consistency\":\"quorum\",\"page_size\":5000"
                    + (page.isEmpty() ? "" : ",\"page\":\"" + page + "\"") + "}";
            JsonNode answer = node.post("/v1/cql", body).body();
            for (JsonNode row : answer.path("rows")) {
                found.put(row.path("k").asText(), row.path("v").asInt());
            }
            page = answer.path("page").asText("");
        } while (!page.isEmpty());
        taken.acknowledged().forEach((key, value) -> {
            if (!value.equals(found.get(key))) {
                throw new AssertionError(key + " was acknowledged as " + value + " and is " + found.get(key));
            }
        });
        List<String> answers = answers(node);
        if (!answers.equals(taken.answers())) {
            throw new AssertionError(
                    "was\n" + String.join("\n", taken.answers()) + "\nis\n" + String.join("\n", answers));
        }
        long ttl = node.cql("SELECT TTL(n) FROM ks.kinds WHERE id = 'timed' AND c = 2")
                .at("/rows/0/ttl(n)")
                .asLong();
        if (ttl <= 0 || ttl > 86_400) {
            throw new AssertionError("the TTL is " + ttl);
        }
        int siblings = node.get("/v1/keyspaces/ks/tables/sib/rows/two")
                .body()
                .at("/conflicts/v")
                .size();
        if (siblings != taken.siblingsRow()) {
            throw new AssertionError("there were two siblings, and there are " + siblings);
        }
        node.cql("UPDATE ks.counts SET n = n + 1 WHERE id = 'c1'"); // goes on from what was restored
        long count = node.cql("SELECT n FROM ks.counts WHERE id = 'c1'")
                .at("/rows/0/n")
                .asLong();
        if (count != 1 + 4 + 7 + 1) {
            throw new AssertionError("a counter of 12 and 1 more is " + count);
        }
    }

    private static List<String> answers(NodeProcess node) {
        List<String> answers = new ArrayList<>();
        for (String question : QUESTIONS) {
            List<String> rows = new ArrayList<>();
            node.cql(question).path("rows").forEach(row -> rows.add(row.toString()));
            rows.sort(String::compareTo); // of several partitions the order is the ring's
            answers.add(question + ": " + rows);
        }
        return answers;
    }

    private void starling(NodeProcess node, int code, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--host");
        all.add(node.addresses().host() + ":" + node.addresses().http());
        StarlingProcess.Ended ended = StarlingProcess.run(directory, "starling", all);
        if (ended.code() != code) {
            throw new AssertionError(all + " ended with " + ended.code() + ": " + ended.text() + "\n" + node.log());
        }
        if (code != 0) {
            say("refused, as it should be: %s", ended.text().strip());
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
