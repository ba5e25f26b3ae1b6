package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Describe;
import io.starlingdb.node.cql.ast.Describe.Subject;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.TableName;
import io.starlingdb.node.cql.ast.Unsupported;
import org.jspecify.annotations.Nullable;

/** Reads DESCRIBE after its first word. */
final class DescribeParser {

    private final TokenCursor in;

    DescribeParser(TokenCursor in) {
        this.in = in;
    }

    Statement describe() {
        if (in.accept(Keyword.FULL)) {
            in.expect(Keyword.SCHEMA);
            return named(Subject.FULL_SCHEMA, null);
        } else if (in.accept(Keyword.CLUSTER)) {
            return named(Subject.CLUSTER, null);
        } else if (in.accept(Keyword.SCHEMA)) {
            return named(Subject.SCHEMA, null);
        } else if (in.accept(Keyword.KEYSPACES)) {
            return named(Subject.KEYSPACES, null);
        } else if (in.accept(Keyword.TABLES)) {
            return named(Subject.TABLES, null);
        } else if (in.accept(Keyword.TYPES) || in.accept(Keyword.FUNCTIONS) || in.accept(Keyword.AGGREGATES)) {
            return named(Subject.NOTHING, null);
        } else if (in.accept(Keyword.KEYSPACE)) {
            Describe described = named(Subject.KEYSPACE, in.isName() ? in.name("a keyspace") : null);
            only();
            return described;
        } else if (in.accept(Keyword.TABLE) || in.accept(Keyword.COLUMNFAMILY)) {
            TableName table = Names.table(in);
            return new Describe(Subject.TABLE, table.keyspace(), table.table());
        }
        return other();
    }

    private Statement other() {
        int at = in.offset();
        boolean thing = in.keyword() == Keyword.INDEX
                || in.keyword() == Keyword.MATERIALIZED
                || ((in.keyword() == Keyword.TYPE
                                || in.keyword() == Keyword.FUNCTION
                                || in.keyword() == Keyword.AGGREGATE)
                        && in.kind(1) != TokenKind.END
                        && in.kind(1) != TokenKind.SEMICOLON);
        if (thing) {
            return new Unsupported("indexes, views, types, functions and aggregates", at);
        }
        TableName table = Names.table(in);
        return new Describe(Subject.ANY, table.keyspace(), table.table());
    }

    /** Cassandra's {@code ONLY} and {@code WITH INTERNALS} change nothing here. */
    private void only() {
        if (in.accept(Keyword.WITH)) {
            in.name("INTERNALS");
        }
    }

    private static Describe named(Subject subject, @Nullable Name keyspace) {
        return new Describe(subject, keyspace, null);
    }
}
