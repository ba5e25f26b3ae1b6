package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a person uses it: at a (pseudo-)terminal, against a real node. */
class ConsoleIT {
    private static final String TAB = "\t";
    private static final String UP = "\u001bOA";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

    @TempDir
    Path directory;

    private NodeProcess.Addresses addresses = new NodeProcess.Addresses("", 0, 0, 0);

    @BeforeEach
    void requireTerminal() {
        assumeTrue(PseudoTerminal.isPossible(), "there is no /usr/bin/script here");
    }

    @Test
    void shouldTalkWithAPersonAtATerminal() throws IOException {
        try (Cluster cluster = Cluster.of(directory, 1)) {
            cluster.found();
            NodeProcess node = cluster.node(0);
            addresses = node.addresses();
            node.cql("CREATE KEYSPACE flock WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            node.cql("CREATE TABLE flock.birds (name text PRIMARY KEY, song text, wing_cm int)");
            try (PseudoTerminal terminal = console()) {
                shouldCompleteWordsAndNames(terminal);
                shouldTakeStatementsOverLines(terminal);
                shouldPointAtErrors(terminal);
                shouldDropWhatIsTyped(terminal);
                shouldShowTheProgressOfCopy(terminal);
                shouldCancelWhatRuns(terminal);
                terminal.type(CTRL_D);
                assertThat(terminal.awaitExit()).isZero();
                assertThat(terminal.raw()).contains("\u001b[31m", "\u001b[35;1m"); // errors and heads have colours
            }
            try (PseudoTerminal terminal = console()) {
                shouldRememberStatementsOfEarlierRuns(terminal);
            }
        }
    }

    private void shouldCompleteWordsAndNames(PseudoTerminal terminal) {
        terminal.await("Connected to ").await("cql> ");
        terminal.type("US" + TAB).await("USE ").type("flo" + TAB).await("flock").type(";\r");
        terminal.await("cql:flock> ");
        terminal.type("INS" + TAB).await("INSERT INTO ").type("bir" + TAB).await("birds ");
        terminal.type("(name, so" + TAB).await("song ").type(", wing_cm) VALUES ('雀', 'one\ntwo', 7);\r");
        terminal.await("cql:flock> ");
    }

    private static void shouldTakeStatementsOverLines(PseudoTerminal terminal) {
        terminal.type("SELECT name, wing_cm -- a comment; with a semicolon\r").await("...> ");
        terminal.type("FROM birds;\r")
                .await(" name | wing_cm")
                .await(" 雀   |       7")
                .await("(1 row)");
        terminal.type("EXPAND ON\r").await("ON").type("SELECT song FROM birds; SELECT name FROM birds;\r");
        terminal.await(" song | one")
                .await("      : two")
                .await("(1 row)")
                .await(" name | 雀")
                .await("(1 row)");
        terminal.type("EXPAND OFF\r").await("OFF");
        terminal.type("HELP SELECT\r").await("SELECT * | column").await("Example:");
    }

    private static void shouldPointAtErrors(PseudoTerminal terminal) {
        terminal.type("SELECT *\r").await("...> ").type("  FORM birds;\r");
        terminal.await("syntax_error").await("\n    FORM birds\n    ^\n");
    }

    private static void shouldDropWhatIsTyped(PseudoTerminal terminal) {
        terminal.await("cql:flock> ").type("SELECT nonsense").await("nonsense").type(CTRL_C);
        terminal.await("cql:flock> ").type("SELECT name FROM birds;\r").await("(1 row)");
    }

    private void shouldShowTheProgressOfCopy(PseudoTerminal terminal) throws IOException {
        Path file = birds("many.csv", 8_000);
        terminal.type("COPY birds (name, wing_cm) FROM '" + file + "';\r");
        terminal.await("] ").await(" %").await(" rows/s").await("8,000 rows in").await("cql:flock> ");
    }

    private void shouldCancelWhatRuns(PseudoTerminal terminal) throws IOException {
        Path file = birds("more.csv", 400_000);
        terminal.type("COPY birds (name, wing_cm) FROM '" + file + "';\r").await(" rows/s");
        terminal.type(CTRL_C)
                .await("COPY stopped; the first ")
                .await("CONTINUE = true")
                .await("Cancelled")
                .await("cql:flock> ");
        assertThat(file.resolveSibling("more.csv.copied")).exists();
        terminal.type("SELECT wing_cm FROM birds WHERE name = '雀';\r")
                .await("(1 row)")
                .await("cql:flock> ");
    }

    private static void shouldRememberStatementsOfEarlierRuns(PseudoTerminal terminal) {
        terminal.await("cql> ")
                .type(UP)
                .await("SELECT wing_cm FROM birds WHERE name = '雀';")
                .type(CTRL_C);
        terminal.await("cql> ").type("\u0012-- a comm").await("-- a comment").type(CTRL_C); // Ctrl-R searches
        terminal.await("cql> ").type("EXIT\r");
        assertThat(terminal.awaitExit()).isZero();
    }

    private Path birds(String name, int count) throws IOException {
        Path file = directory.resolve(name);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                out.write("bird" + i + "," + i + "\n");
            }
        }
        return file;
    }

    private PseudoTerminal console() {
        return new PseudoTerminal(
                Distribution.launcher() + " cql " + addresses.host() + ":" + addresses.http(),
                Map.of(
                        "STARLING_JAVA_OPTS",
                        "",
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "HOME",
                        directory.toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.home=" + directory));
    }
}
