package io.starlingdb.node.cql;

import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of statements and results, over data in memory. */
class CqlScriptTest implements ScriptRunner.Target {

    private final Testbed node = new Testbed();

    @Override
    public ResultSet run(Session session, String statement) {
        return node.run(session, statement);
    }

    @Override
    public void advanceSeconds(long seconds) {
        node.time.advanceSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aggregates",
                "arithmetic",
                "batches",
                "clustering",
                "collections",
                "counters",
                "deletes",
                "filtering",
                "functions",
                "groups",
                "in",
                "indexes",
                "inserts",
                "json",
                "limits",
                "paging",
                "refused",
                "schema",
                "selection",
                "siblings",
                "statics",
                "tokens",
                "ttl",
                "tuples",
                "types",
                "udt",
                "words"
            })
    void shouldAnswerAsTheScriptSays(String name) throws IOException {
        new ScriptRunner(this, node.session).run(name);
    }
}
