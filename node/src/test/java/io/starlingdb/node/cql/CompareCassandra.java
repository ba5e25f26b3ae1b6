package io.starlingdb.node.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import io.starlingdb.node.cql.DriverTarget.Answer;
import io.starlingdb.node.process.DriverSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Runs the same statements through the same driver against a node of ours and Apache Cassandra, and prints where they differ: columns, their types,
 * values byte by byte, pages, and the class of errors. Run by {@code scripts/compare-cassandra}: {@code CompareCassandra
 * OURS:PORT CASSANDRA:PORT SEED TABLES [SCRIPT …]}, scripts being files or names of the folder {@code scripts}. Where a script says {@code -- differs: WHY} before a statement, its answers must differ.
 */
public final class CompareCassandra {
    private static final String KEYSPACE = "k";
    private static final int STATEMENTS = 120;
    private static final int TTL_TOLERANCE = 60;

    private final DriverTarget ours;
    private final DriverTarget cassandra;
    private final Map<String, Integer> known = new TreeMap<>();
    private long timestamp = 1_700_000_000_000_000L;
    private int statements;
    private int errors;
    private int rows;
    private int unexpected;

    private CompareCassandra(CqlSession ours, CqlSession cassandra) {
        this.ours = new DriverTarget(ours);
        this.cassandra = new DriverTarget(cassandra);
    }

    public static void main(String[] arguments) throws IOException {
        long seed = Long.parseLong(arguments[2]);
        int tables = Integer.parseInt(arguments[3]);
        try (CqlSession ours = open(arguments[0], "dc1");
                CqlSession cassandra = open(arguments[1], "dc1")) {
            CompareCassandra comparison = new CompareCassandra(ours, cassandra);
            for (int i = 4; i < arguments.length; i++) {
                comparison.script(arguments[i]);
            }
            comparison.random(seed, tables);
            comparison.report();
            System.exit(comparison.unexpected == 0 ? 0 : 1);
        }
    }

    private static CqlSession open(String address, String datacenter) {
        int colon = address.lastIndexOf(':');
        return DriverSession.plain(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), datacenter);
    }

    private void script(String name) throws IOException {
        fresh();
        int page = 0;
        for (CqlScript.Step step : CqlScript.read(name).steps()) {
            if (step.statement().equals("@only-here") || step.statement().equals("@clock")) {
                return;
            }
            if (!step.statement().startsWith("@") && !isOfTheMoment(step.statement())) {
                compare(name + ":" + step.line(), step.statement(), page, step.differs());
            } else if (step.statement().startsWith("@page")) {
                page = Integer.parseInt(step.statement().split(" ")[1]);
            }
        }
    }

    /** TTLs are compared with some tolerance. */
    private static boolean isOfTheMoment(String statement) {
        return CqlScript.isOfTheMoment(statement.replace("ttl(", ""));
    }

    private void random(long seed, int tables) {
        fresh();
        for (long table = seed; table < seed + tables; table++) {
            SplittableRandom random = new SplittableRandom(table);
            int page = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
            if (table % 2 == 0) {
                Shape shape = new Shape("t" + table, random);
                Statements modelled = new Statements(shape, random);
                compare("seed " + table, shape.create(), 0, "");
                for (int i = 0; i < STATEMENTS; i++) {
                    compare("seed " + table, modelled.next().text(), page, "");
                }
                compare("seed " + table, "DROP TABLE t" + table, 0, "");
            } else {
                AnyStatements any = new AnyStatements("t" + table, random);
                compare("seed " + table, any.create(), 0, "");
                for (int i = 0; i < STATEMENTS; i++) {
                    compare("seed " + table, any.next(), page, "");
                }
                compare("seed " + table, "DROP TABLE t" + table, 0, "");
            }
        }
    }

    /** An empty keyspace in both. */
    private void fresh() {
        for (String statement : List.of(
                "DROP KEYSPACE IF EXISTS " + KEYSPACE,
                "CREATE KEYSPACE " + KEYSPACE
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
                "USE " + KEYSPACE)) {
            for (DriverTarget target : List.of(ours, cassandra)) {
                Answer done = target.run(statement, 0, timestamp);
                if (!done.error().isEmpty()) {
                    throw new IllegalStateException(statement + ": " + done.message());
                }
            }
        }
    }

    private void compare(String where, String statement, int page, String differs) {
        statements++;
        timestamp += 1_000;
        Answer our = ours.run(statement, page, timestamp);
        Answer other = cassandra.run(statement, page, timestamp);
        errors += other.error().isEmpty() ? 0 : 1;
        rows += other.rows().size();
        String difference = difference(our, other);
        if (differs.isEmpty() && !difference.isEmpty()) {
            unexpected++;
            System.out.println("\n" + where + ": " + statement + "\n  " + difference);
        } else if (!differs.isEmpty() && difference.isEmpty()) {
            unexpected++;
            System.out.println(
                    "\n" + where + ": " + statement + "\n  is said to differ (" + differs + ") and does not");
        } else if (!differs.isEmpty()) {
            known.merge(differs, 1, Integer::sum);
        }
    }

    /** In words; empty where the answers are equal. */
    private static String difference(Answer our, Answer other) {
        if (!our.error().equals(other.error())) {
            return "ours: " + said(our) + "\n  Cassandra: " + said(other);
        }
        if (!our.columns().equals(other.columns())) {
            return "ours has " + our.columns() + "\n  Cassandra " + other.columns();
        }
        if (!sameRows(our, other)) {
            return "ours: " + our.rows() + "\n  Cassandra: " + other.rows() + "\n  columns " + our.columns();
        }
        return filled(our).equals(filled(other))
                ? ""
                : "pages of ours " + our.pages() + ", of Cassandra " + other.pages();
    }

    /** The pages without an empty one at the end: who filled a page need not know whether anything follows. */
    private static List<Integer> filled(Answer answer) {
        int last = answer.pages().size() - 1;
        return last > 0 && answer.pages().get(last) == 0 ? answer.pages().subList(0, last) : answer.pages();
    }

    private static boolean sameRows(Answer our, Answer other) {
        if (our.rows().size() != other.rows().size()) {
            return false;
        }
        for (int i = 0; i < our.rows().size(); i++) {
            for (int c = 0; c < our.columns().size(); c++) {
                String left = our.rows().get(i).get(c);
                String right = other.rows().get(i).get(c);
                boolean ofTheMoment = our.columns().get(c).startsWith("ttl(")
                        && our.columns().get(c).endsWith(" int")
                        && !left.equals("null")
                        && !right.equals("null")
                        && Math.abs(Long.decode(left) - Long.decode(right)) < TTL_TOLERANCE;
                if (!left.equals(right) && !ofTheMoment) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String said(Answer answer) {
        return answer.error().isEmpty()
                ? answer.rows().size() + " rows " + answer.rows()
                : answer.error() + ": " + answer.message();
    }

    private void report() {
        List<String> lines = new ArrayList<>();
        lines.add(statements + " statements, of which Cassandra refused " + errors + "; " + rows + " rows");
        known.forEach((reason, count) -> lines.add(count + " × differs: " + reason));
        lines.add(unexpected + " unexpected differences");
        System.out.println(String.join("\n", lines));
    }
}
