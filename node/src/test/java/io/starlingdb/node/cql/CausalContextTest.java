package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code context()} and {@code USING CONTEXT} on a table that keeps siblings. */
class CausalContextTest {

    private final Testbed node = new Testbed();

    @BeforeEach
    void createTable() {
        node.run("CREATE TABLE t (p int, c int, v text, PRIMARY KEY (p, c)) WITH conflicts = 'siblings'");
    }

    private byte[] context(int c) {
        return Objects.requireNonNull(node.run("SELECT context() FROM t WHERE p = 1 AND c = " + c)
                .rows()
                .get(0)[0]);
    }

    @Test
    void shouldReplaceExactlyWhatTheWriterHadSeen() {
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'a')");
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'b')");
        byte[] seen = context(1);
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'unseen')");

        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'merged') USING CONTEXT ?", seen);

        assertThat(node.rows("SELECT siblings(v) FROM t")).containsExactly("['merged', 'unseen']");
    }

    @Test
    void shouldDeleteExactlyWhatTheWriterHadSeen() {
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'a')");
        byte[] seen = context(1);
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'unseen')");

        node.run("DELETE FROM t USING CONTEXT ? WHERE p = 1 AND c = 1", seen);

        assertThat(node.rows("SELECT siblings(v) FROM t")).containsExactly("['unseen']");
    }

    @Test
    void shouldKeepTheContextsOfABatchApart() {
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'a')");
        node.run("INSERT INTO t (p, c, v) VALUES (1, 2, 'b')");

        node.run(
                "BEGIN UNLOGGED BATCH UPDATE t USING CONTEXT ? SET v = 'x' WHERE p = 1 AND c = 1;"
                        + " UPDATE t USING CONTEXT ? SET v = 'y' WHERE p = 1 AND c = 2; APPLY BATCH",
                context(1),
                context(2));

        assertThat(node.rows("SELECT siblings(v) FROM t WHERE p = 1")).containsExactly("['x']", "['y']");
    }

    @Test
    void shouldRefuseTheContextOfAnotherRow() {
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'a')");

        assertThatThrownBy(() -> node.run("UPDATE t USING CONTEXT ? SET v = 'x' WHERE p = 1 AND c = 2", context(1)))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_CONTEXT));
    }

    @Test
    void shouldWriteWithoutAContextWhereNoneIsGiven() {
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'a')");
        node.run("INSERT INTO t (p, c, v) VALUES (1, 1, 'b') USING CONTEXT ?", new byte[][] {null});

        assertThat(node.rows("SELECT siblings(v) FROM t")).containsExactly("['b', 'a']");
    }
}
